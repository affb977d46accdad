#include "app/export/export_job.h"

#include "app/common/error_text.h"

#include <QCoreApplication>

namespace app {

QString problemText(const ExportProblem& problem)
{
    const QString file = QString::fromStdString(problem.file);
    switch (problem.kind) {
    case ExportProblem::Kind::ImageChanged:
        return QCoreApplication::translate("Export", "%1: the file holds another image than the one inspected, so there is no overlay. Inspect it again.").arg(file);
    case ExportProblem::Kind::EvidenceGone:
        return QCoreApplication::translate("Export", "%1: its inspection isn't kept any more, so there is no mask, outline, map or overlay. Inspect it again.").arg(file);
    case ExportProblem::Kind::Failed: break;
    }
    if (!problem.error)
        return file;
    const QString said = sentence(*problem.error);
    return problem.error->file().empty() ? file + QStringLiteral(": ") + said : said;
}

}  // namespace app
