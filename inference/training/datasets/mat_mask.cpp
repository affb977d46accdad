#include "training/datasets/mat_mask_p.h"

#include "core/error.h"
#include "training/datasets/apart_p.h"
#include "training/datasets/text_file_p.h"

#include <matio.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <system_error>

namespace inference::datasets {
namespace {

constexpr int defective = 2;
/// The numbers of a pixel as they are read and inflated.
constexpr std::size_t bytesPerPixel = 32;

struct CloseFile {
    void operator()(mat_t* file) const { Mat_Close(file); }
};
struct FreeVariable {
    void operator()(matvar_t* variable) const { Mat_VarFree(variable); }
};
using File = std::unique_ptr<mat_t, CloseFile>;
using Variable = std::unique_ptr<matvar_t, FreeVariable>;

[[noreturn]] void throwAt(const char* place)
{
    throw Error(ErrorCode::DatasetInvalid, {place});
}

void requireSmallFile(const std::filesystem::path& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Error(ErrorCode::FileMissing);
    if (!error && !std::filesystem::is_regular_file(status))
        error = std::make_error_code(std::errc::not_supported);
    const std::uint64_t size = error ? 0 : std::filesystem::file_size(path, error);
    if (error)
        throw Error(ErrorCode::FileUnreadable, {error.message()});
    if (size > greatestTextBytes)
        throw Error(ErrorCode::DatasetInvalid, {std::to_string(size) + " bytes"});
}

File opened(const std::filesystem::path& path)
{
    // What goes wrong is in the answers; the library would write to the terminal too.
    static const int quiet = Mat_LogInitFunc("datasets", [](int, char*) {});
    static_cast<void>(quiet);
    File file(Mat_Open(path.c_str(), MAT_ACC_RDONLY));
    if (!file)
        throwAt("header");
    return file;
}

/// A variable whose numbers have not been read yet.
struct Segmentation {
    Variable owner;
    matvar_t* matrix = nullptr;
};

Segmentation findSegmentation(mat_t* file)
{
    Segmentation found;
    found.owner.reset(Mat_VarReadInfo(file, "groundTruth"));
    if (found.owner && found.owner->class_type == MAT_C_STRUCT)
        found.matrix = Mat_VarGetStructFieldByName(found.owner.get(), "Segmentation", 0);
    if (!found.matrix) {
        found.owner.reset(Mat_VarReadInfo(file, "Segmentation"));
        found.matrix = found.owner.get();
    }
    if (!found.matrix)
        throwAt("Segmentation");
    return found;
}

template <typename Number>
void copyFrom(const matvar_t& matrix, std::uint8_t* pixels)
{
    if (matrix.data_size != int(sizeof(Number)))
        throwAt("Segmentation");
    const auto* values = static_cast<const Number*>(matrix.data);
    const std::size_t height = matrix.dims[0], width = matrix.dims[1];
    for (std::size_t x = 0; x < width; ++x)  // MATLAB stores columns
        for (std::size_t y = 0; y < height; ++y)
            pixels[y * width + x] = values[x * height + y] == Number(defective);
}

void copyValues(const matvar_t& matrix, std::uint8_t* pixels)
{
    switch (matrix.class_type) {
    case MAT_C_DOUBLE: return copyFrom<double>(matrix, pixels);
    case MAT_C_SINGLE: return copyFrom<float>(matrix, pixels);
    case MAT_C_INT8: return copyFrom<std::int8_t>(matrix, pixels);
    case MAT_C_UINT8: return copyFrom<std::uint8_t>(matrix, pixels);
    case MAT_C_INT16: return copyFrom<std::int16_t>(matrix, pixels);
    case MAT_C_UINT16: return copyFrom<std::uint16_t>(matrix, pixels);
    case MAT_C_INT32: return copyFrom<std::int32_t>(matrix, pixels);
    case MAT_C_UINT32: return copyFrom<std::uint32_t>(matrix, pixels);
    default: throwAt("Segmentation");
    }
}

void readPixels(const std::filesystem::path& path, Size image, std::uint8_t* pixels)
{
    const File file = opened(path);
    const Segmentation found = findSegmentation(file.get());
    matvar_t& matrix = *found.matrix;
    if (matrix.rank != 2 || !matrix.dims || matrix.isComplex)
        throwAt("Segmentation");
    if (matrix.dims[0] != std::size_t(image.height) || matrix.dims[1] != std::size_t(image.width))
        throw Error(ErrorCode::MaskSize, {std::to_string(matrix.dims[1]), std::to_string(matrix.dims[0]),
                                          std::to_string(image.width), std::to_string(image.height)});
    const std::size_t count = std::size_t(image.width) * std::size_t(image.height);
    if (Mat_VarReadDataAll(file.get(), &matrix) != 0 || !matrix.data || matrix.nbytes != count * std::size_t(matrix.data_size))
        throwAt("Segmentation");
    copyValues(matrix, pixels);
}

/// What comes back from the process that reads; the pixels stand behind it.
struct Answer {
    bool failed;
    ErrorCode code;
    std::size_t count;
    char arguments[4][64];
};

void answer(Answer& answer, const Error& error)
{
    answer.failed = true;
    answer.code = error.code();
    for (const std::string& argument : std::span(error.arguments()).first(std::min<std::size_t>(error.arguments().size(), 4)))
        std::strncpy(answer.arguments[answer.count++], argument.c_str(), sizeof answer.arguments[0] - 1);
}

Mask readApart(const std::filesystem::path& path, Size image)
{
    requireSmallFile(path);
    const std::size_t count = std::size_t(image.width) * std::size_t(image.height);
    const SharedBytes memory(sizeof(Answer) + count);
    auto* said = new (memory.data()) Answer {};
    auto* pixels = reinterpret_cast<std::uint8_t*>(memory.data() + sizeof(Answer));
    ApartLimits limits;
    limits.memory += bytesPerPixel * count;
    const auto work = [&] {
        try {
            readPixels(path, image, pixels);
        } catch (const Error& error) {
            answer(*said, error);
        }
    };
    if (!runApart(work, limits))
        throwAt("contents");
    if (said->failed)
        throw Error(said->code, {said->arguments, said->arguments + std::min<std::size_t>(said->count, 4)});
    Mask mask {image.width, image.height, {pixels, pixels + count}};
    // Whatever happened there, a mask is 0 and 1.
    if (std::ranges::any_of(mask.pixels, [](std::uint8_t pixel) { return pixel > 1; }))
        throwAt("contents");
    return mask;
}

}  // namespace

Mask readMatlabMask(const std::filesystem::path& path, Size image)
try {
    return readApart(path, image);
} catch (const Error& error) {
    throw error.of(path);
}

}  // namespace inference::datasets
