#include "training/datasets/problem.h"

namespace inference::datasets {

std::string_view codeName(ProblemCode code) noexcept
{
    switch (code) {
    case ProblemCode::PathEscapes: return "path_escapes";
    case ProblemCode::FileMissing: return "file_missing";
    case ProblemCode::FolderUnreadable: return "folder_unreadable";
    case ProblemCode::RecordInvalid: return "record_invalid";
    case ProblemCode::RecordRepeated: return "record_repeated";
    case ProblemCode::AnnotationInvalid: return "annotation_invalid";
    case ProblemCode::ShapeIgnored: return "shape_ignored";
    case ProblemCode::ImageUnreadable: return "image_unreadable";
    case ProblemCode::MaskUnreadable: return "mask_unreadable";
    case ProblemCode::MaskSize: return "mask_size";
    case ProblemCode::MaskMissing: return "mask_missing";
    case ProblemCode::MaskEmpty: return "mask_empty";
    case ProblemCode::NoMasks: return "no_masks";
    case ProblemCode::MaskUnused: return "mask_unused";
    case ProblemCode::ImagesUnused: return "images_unused";
    case ProblemCode::PairedByOrder: return "paired_by_order";
    case ProblemCode::EmptyProduct: return "empty_product";
    case ProblemCode::OneClass: return "one_class";
    }
    return "record_invalid";
}

}  // namespace inference::datasets
