#include "app/inspect/problem_text.h"

#include "app/common/path_text.h"

#include <QCoreApplication>

namespace app {

QString sentence(const inference::datasets::Problem& problem)
{
    using enum inference::datasets::ProblemCode;
    const QString file = pathText(problem.path), detail = QString::fromStdString(problem.detail);
    const auto text = [](const char* source) { return QCoreApplication::translate("DatasetProblem", source); };
    switch (problem.code) {
    case PathEscapes: return text(QT_TRANSLATE_NOOP("DatasetProblem", "“%1” leads out of the data set, to “%2”, and is not read.")).arg(file, detail);
    case FileMissing: return text(QT_TRANSLATE_NOOP("DatasetProblem", "“%1” is not there.")).arg(file);
    case FolderUnreadable: return text(QT_TRANSLATE_NOOP("DatasetProblem", "The folder “%1” can't be read: %2")).arg(file, detail);
    case RecordInvalid: return text(QT_TRANSLATE_NOOP("DatasetProblem", "“%1”: %2 can't be understood and is left out.")).arg(file, detail);
    case AnnotationInvalid: return text(QT_TRANSLATE_NOOP("DatasetProblem", "“%1” can't be understood (%2): its image counts as unlabelled.")).arg(file, detail);
    case ShapeIgnored: return text(QT_TRANSLATE_NOOP("DatasetProblem", "“%1”: a shape without an area (%2) is left out.")).arg(file, detail);
    case ImageUnreadable: return text(QT_TRANSLATE_NOOP("DatasetProblem", "The image “%1” can't be read (%2).")).arg(file, detail);
    case MaskUnreadable: return text(QT_TRANSLATE_NOOP("DatasetProblem", "The mask “%1” can't be read (%2).")).arg(file, detail);
    case MaskSize: return text(QT_TRANSLATE_NOOP("DatasetProblem", "The mask “%1” has another size than its image (%2).")).arg(file, detail);
    case MaskMissing:
        return problem.detail.empty() ? text(QT_TRANSLATE_NOOP("DatasetProblem", "“%1” is defective and has no mask.")).arg(file)
                                      : text(QT_TRANSLATE_NOOP("DatasetProblem", "“%1” is defective, but its mask marks nothing.")).arg(file);
    case NoMasks: return text(QT_TRANSLATE_NOOP("DatasetProblem", "No defective image of “%1” has a mask.")).arg(detail);
    case MaskUnused: return text(QT_TRANSLATE_NOOP("DatasetProblem", "The mask “%1” belongs to no image.")).arg(file);
    case PairedByOrder: return text(QT_TRANSLATE_NOOP("DatasetProblem", "No mask in “%1” is named after its image: %2 were paired by order. Look whether they fit.")).arg(file, detail);
    case EmptyProduct: return text(QT_TRANSLATE_NOOP("DatasetProblem", "The product “%1” holds no images.")).arg(detail);
    case OneClass: return text(QT_TRANSLATE_NOOP("DatasetProblem", "The test images of “%1” are all good or all defective.")).arg(detail);
    }
    return file;
}

}  // namespace app
