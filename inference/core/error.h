#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace inference {

/// What went wrong. The comment behind each code lists the arguments that an Error of that code carries, in order;
/// the program's own sentence is built from them where the person's language is known, never in this layer.
enum class ErrorCode {
    // any file
    FileMissing,     ///< {}
    FileUnreadable,  ///< {system message}
    FileEmpty,       ///< {}
    FileChanging,    ///< {}                somebody writes to it while it is read
    FileReplaced,    ///< {}                it holds another picture than the one that was inspected
    WriteFailed,     ///< {system message}

    // images
    ImageUnknownFormat,  ///< {}            none of the formats that are read
    ImageTruncated,      ///< {}            the file ends before its picture does
    ImageCorrupt,        ///< {}            the decoder gave up
    ImageTooLarge,       ///< {width, height, greatest number of megapixels}
    TilesTooMany,        ///< {width, height, side of a tile, number of tiles, greatest number, least side that the picture needs}
    ImageUnsupported,    ///< {feature}     a key, such as "cmyk" or "bits:2" (imaging/decode.h)

    // weight files
    WeightsUnknownFormat,   ///< {}         neither zip, legacy pickle nor safetensors
    WeightsTruncated,       ///< {bytes needed, bytes there}
    WeightsCorrupt,         ///< {place}    such as "zip central directory", "pickle offset 123"
    WeightsCompressed,      ///< {entry}    a deflated zip entry; weight files store
    PickleGlobalRefused,    ///< {module.name}
    PickleOpcodeRefused,    ///< {opcode in hex, offset}
    TensorMissing,          ///< {tensor, shape expected}
    TensorUnexpected,       ///< {tensor, shape found}
    TensorShape,            ///< {tensor, shape found, shape expected}
    TensorType,             ///< {tensor, type found}
    TensorNotFinite,        ///< {tensor, number of NaN and infinite values}
    WeightsClash,           ///< {CLIP tensor, its size, VCP tensor, the size it wants}
    WeightsFamily,          ///< {family found, family expected}   a VCP file given as CLIP, or the other way round

    // model set-up
    ImageSizeInvalid,      ///< {size, patch, next smaller, next larger}
    LayersInvalid,         ///< {layers asked for, depth of the tower, number of taps the VCP weights hold}
    BundleInvalid,         ///< {key or place in model.json}
    BundleHash,            ///< {SHA-256 found, SHA-256 expected}
    RecipeInvalid,         ///< {key or place}
    RecipeVersion,         ///< {version found, newest version known}
    RecipeLimits,          ///< {the limit that should be lower, the one that should be higher}
    RecipeOutline,         ///< {place, width, height of the image}   a polygon reaches outside
    RecipeModel,           ///< {model the recipe was made for, model in use}, both as the first digits of their SHA-256
    BaselineMismatch,      ///< {shape of the answers that the baseline was learned from, shape of this one}, both as "views x layers x rows x columns"
    BaselineTooLarge,      ///< {views, greatest number of views}
    DeviceUnavailable,     ///< {device}
    PrecisionUnavailable,  ///< {precision, device}
    OutOfMemory,           ///< {}

    // data sets
    DatasetUnknown,   ///< {}                  the folder is laid out like none of the data sets that are read
    DatasetLayout,    ///< {layout}            the folder does not hold a data set of that layout
    DatasetInvalid,   ///< {place}             a list or annotation of a data set, such as "line 3", "byte 7", "train"
    DatasetTooLarge,  ///< {greatest number of files}
    MaskMissing,      ///< {}                  nothing says where the image is defective
    MaskSize,         ///< {width, height of the mask, width, height of the image}

    // inference
    AnswerNotFinite,  ///< {}   the model's answer for an image holds NaN or infinite values: the weights are unusable

    // cameras and streams; no file is concerned
    SourceUnavailable,  ///< {source, reason}   could not be opened
    SourceLost,         ///< {source, reason}   was open and gives no pictures any more
    SourceSilent,       ///< {source, seconds}  is open and has given no picture for so long
    SourceUnsupported,  ///< {source, feature}  a key, such as "pixel-format:BayerRG12p" or "aravis" (sources/source.h)

    // training
    LossNotFinite,  ///< {step}   the loss or its gradient has no number: nothing was learned from this step
    TrainingInvalid,  ///< {place}  training.json is not what a training writes
    TrainingOther,    ///< {}     the folder holds a training with other options or data

    // what is kept
    EvidenceCorrupt,  ///< {place}             stored evidence that is not what was written
    HistoryNewer,     ///< {schema found, newest schema known}
    HistoryDamaged,   ///< {message of SQLite}

    BadInput,  ///< {what}  a caller broke a documented precondition
    Internal,  ///< {message of the library that failed}
};

/// Stable, language-neutral name of a code, as written to logs and results.json ("tensor_shape").
std::string_view codeName(ErrorCode code) noexcept;

/// The one family of exceptions that `inference/` throws. A value: safe to copy between threads.
/// `what()` is for logs only: code name, file and arguments, not a sentence.
class Error : public std::exception {
public:
    explicit Error(ErrorCode code, std::vector<std::string> arguments = {}, std::filesystem::path file = {});

    ErrorCode code() const noexcept { return m_code; }
    const std::vector<std::string>& arguments() const noexcept { return m_arguments; }
    /// The file concerned; empty when no file is.
    const std::filesystem::path& file() const noexcept { return m_file; }
    const char* what() const noexcept override { return m_what.c_str(); }

    /// The same error, said of `file`; keeps a file that is already named.
    Error of(const std::filesystem::path& file) const;

private:
    ErrorCode m_code;
    std::vector<std::string> m_arguments;
    std::filesystem::path m_file;
    std::string m_what;
};

/// Thrown where a stop was asked for. Not an Error: to be cancelled is an outcome.
class Cancelled : public std::exception {
public:
    const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace inference
