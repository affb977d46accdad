#include "app/common/dataset_problem_text.h"

#include "app/common/filled_text.h"
#include "app/common/path_text.h"

#include <QCoreApplication>

namespace app {
namespace {

using inference::datasets::ProblemCode;

/// %1 is the path, %2 the detail (training/datasets/problem.h).
QString templateOf(ProblemCode code)
{
    switch (code) {
    case ProblemCode::PathEscapes:
        return QCoreApplication::translate("DatasetProblem", "“%1” leads out of the data set, to “%2”. It was not read.");
    case ProblemCode::FileMissing:
        return QCoreApplication::translate("DatasetProblem", "The file “%1” is missing. Copy the data set again from its source.");
    case ProblemCode::FolderUnreadable:
        return QCoreApplication::translate("DatasetProblem", "The folder “%1” could not be read: %2. Check its permissions and its drive.");
    case ProblemCode::RecordInvalid:
        return QCoreApplication::translate("DatasetProblem", "The list “%1” is not valid at “%2”. That record was left out.");
    case ProblemCode::RecordRepeated:
        return QCoreApplication::translate("DatasetProblem", "The list “%1” names images that it or another list has named before (%2): each counts once.");
    case ProblemCode::AnnotationInvalid:
        return QCoreApplication::translate("DatasetProblem", "The annotation “%1” is not valid at “%2”. Its image was left out.");
    case ProblemCode::ShapeIgnored:
        return QCoreApplication::translate("DatasetProblem", "The annotation “%1” holds a shape without an area, “%2”. The shape was left out.");
    case ProblemCode::ImageUnreadable:
        return QCoreApplication::translate("DatasetProblem", "The image “%1” could not be read (%2). Copy it again from its source.");
    case ProblemCode::MaskUnreadable:
        return QCoreApplication::translate("DatasetProblem", "The mask “%1” could not be read (%2). Copy it again from its source.");
    case ProblemCode::MaskSize:
        return QCoreApplication::translate("DatasetProblem", "The mask “%1” has another size than its image: %2. Draw it again on the image.");
    case ProblemCode::MaskMissing:
        return QCoreApplication::translate("DatasetProblem", "Nothing tells where the image “%1” is defective: its mask is missing. Add the mask, or leave the image out.");
    case ProblemCode::MaskEmpty:
        return QCoreApplication::translate("DatasetProblem", "The mask “%1” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones.");
    case ProblemCode::NoMasks:
        return QCoreApplication::translate("DatasetProblem", "The defective images of “%2” have no masks: it has no pixel figures.");
    case ProblemCode::MaskUnused:
        return QCoreApplication::translate("DatasetProblem", "The mask “%1” belongs to no image.");
    case ProblemCode::ImagesUnused:
        return QCoreApplication::translate("DatasetProblem", "The pictures in the folder “%1” (%2) were left out: nothing says what they are. Put them into “good” or the folder of a defect.");
    case ProblemCode::PairedByOrder:
        return QCoreApplication::translate("DatasetProblem", "No name of a mask in “%1” fits an image: %2 pairs were made by order, first to first. Check that they belong together.");
    case ProblemCode::EmptyProduct:
        return QCoreApplication::translate("DatasetProblem", "The product “%2” holds no image. It was left out.");
    case ProblemCode::OneClass:
        return QCoreApplication::translate("DatasetProblem", "The test images of “%2” are all good or all defective: figures that need both are not defined.");
    }
    return {};
}

}  // namespace

QString sentence(const inference::datasets::Problem& problem)
{
    return filledText(templateOf(problem.code), {pathText(problem.path), pathText(problem.detail)});
}

bool losesData(ProblemCode code)
{
    switch (code) {
    case ProblemCode::PathEscapes:
    case ProblemCode::FileMissing:
    case ProblemCode::FolderUnreadable:
    case ProblemCode::RecordInvalid:
    case ProblemCode::AnnotationInvalid:
    case ProblemCode::ImageUnreadable:
    case ProblemCode::MaskUnreadable:
    case ProblemCode::MaskSize:
    case ProblemCode::MaskMissing:
    case ProblemCode::MaskEmpty: return true;
    case ProblemCode::RecordRepeated:
    case ProblemCode::ShapeIgnored:
    case ProblemCode::NoMasks:
    case ProblemCode::MaskUnused:
    case ProblemCode::ImagesUnused:
    case ProblemCode::PairedByOrder:
    case ProblemCode::EmptyProduct:
    case ProblemCode::OneClass: return false;
    }
    return false;
}

}  // namespace app
