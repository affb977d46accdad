#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace inference::datasets {

/// What is not as it should be in a data set that can be read all the same. The comment says what `path` and `detail` hold.
enum class ProblemCode {
    PathEscapes,       ///< path: the list that names it, or the link; detail: where it leads. Not read
    FileMissing,       ///< path: what is not there; detail: the list that names it; empty for a broken link or a folder
    FolderUnreadable,  ///< path; detail: the system's message
    RecordInvalid,     ///< path: the list; detail: "line 3", "train.bottle[7]". Left out
    RecordRepeated,    ///< path: the list; detail: how many of its records name an image that it or a list before it has named. Left out
    AnnotationInvalid, ///< path: the annotation; detail: the place. Its image counts as unlabelled
    ShapeIgnored,      ///< path: the annotation; detail: the kind of a shape without an area, such as "line"
    ImageUnreadable,   ///< path; detail: the error's code
    MaskUnreadable,    ///< path: the mask; detail: the error's code
    MaskSize,          ///< path: the mask; detail: "24x16, image 32x16"
    MaskMissing,       ///< path: an image that is defective, or of a set that masks every image, and has no mask
    MaskEmpty,         ///< path: a mask that marks nothing, though its image is defective
    NoMasks,           ///< path: the root; detail: a product whose defective images have no mask at all
    MaskUnused,        ///< path: a mask without image
    ImagesUnused,      ///< path: a folder; detail: how many pictures lie in it. Nothing says what they are: left out
    PairedByOrder,     ///< path: the folder of the masks; detail: the number of pairs. No name fitted: first to first
    EmptyProduct,      ///< path: the root; detail: the product. Left out
    OneClass,          ///< path: the root; detail: a product whose test images are all good or all defective: no AUROC
};

/// Stable, language-neutral name ("paired_by_order").
std::string_view codeName(ProblemCode code) noexcept;

struct Problem {
    ProblemCode code = ProblemCode::RecordInvalid;
    std::filesystem::path path;
    std::string detail;
    friend bool operator==(const Problem&, const Problem&) = default;
};

}  // namespace inference::datasets
