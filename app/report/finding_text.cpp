#include "app/report/finding_text.h"

#include "app/common/filled_text.h"

#include <QCoreApplication>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Verify)
};

/// With places for the finding's arguments, in order.
QString patternOf(ReportProblem problem)
{
    switch (problem) {
    case ReportProblem::SealMissing: return Words::tr("The file doesn't end with a seal: bytes were cut off or added at its end, or it never was a sealed report.");
    case ReportProblem::PdfChanged: return Words::tr("The PDF was changed after it was sealed.");
    case ReportProblem::FiguresMissing: return Words::tr("The figures of the report (report.json) can't be read out of the PDF.");
    case ReportProblem::FiguresChanged: return Words::tr("The attached figures (report.json) were changed: their own seal doesn't fit.");
    case ReportProblem::FiguresInvalid: return Words::tr("The attached figures (report.json) are none that this program writes (%1).");
    case ReportProblem::RecipeChanged: return Words::tr("The recipe in the figures was changed: it isn't the one whose SHA-256 stands beside it.");
    case ReportProblem::CountsChanged: return Words::tr("The counts in the figures aren't those of its images.");
    case ReportProblem::EntryChanged: return Words::tr("Entry %1 of the review log was changed in the figures.");
    case ReportProblem::EntryUnlinked: return Words::tr("Entry %1 of the review log doesn't follow the one before it.");
    case ReportProblem::EntryForeign: return Words::tr("Entry %1 of the review log is of an image that the report doesn't hold.");
    case ReportProblem::LogWasBroken: return Words::tr("The review log was broken already when the report was made (%1).");
    case ReportProblem::LogIsBroken: return Words::tr("The review log is broken (%1, row %2).");
    case ReportProblem::LogEndUnknown: return Words::tr("The record of the review log's end is missing: whether rows were cut off can't be told.");
    case ReportProblem::LogLacksEntry: return Words::tr("The review log has another row %1 than the report, or none.");
    case ReportProblem::ImageMissing: return Words::tr("%1: not found in the folder, neither by its name nor by its bytes.");
    case ReportProblem::ImageIncomparable: return Words::tr("%1: could not be inspected when the report was made, so there is nothing to compare it with.");
    case ReportProblem::ImageUnreadable: return Words::tr("%1: can't be read. %2");
    case ReportProblem::ImageChanged: return Words::tr("%1: the image was changed, its bytes are not those that were inspected.");
    case ReportProblem::OtherVerdict: return Words::tr("%1: the report says %2, inspected again it is %3.");
    case ReportProblem::OtherScore: return Words::tr("%1: the report says a score of %2, inspected again it is %3.");
    case ReportProblem::ModelMissing: return Words::tr("No model with the report's weights is on this computer (CLIP %1…, VCP %2…): name it with --model, or --clip and --vcp.");
    case ReportProblem::ModelOther: return Words::tr("The model given isn't the one of the report: weights or options differ.");
    }
    return {};
}

}  // namespace

QString findingText(const ReportFinding& finding)
{
    QStringList values;
    for (const std::string& argument : finding.arguments)
        values.append(QString::fromStdString(argument));
    return filledText(patternOf(finding.problem), values);
}

bool isChange(ReportProblem problem)
{
    switch (problem) {
    case ReportProblem::LogEndUnknown:
    case ReportProblem::ImageMissing:
    case ReportProblem::ImageIncomparable:
    case ReportProblem::ImageUnreadable:
    case ReportProblem::ModelMissing:
    case ReportProblem::ModelOther: return false;
    default: return true;
    }
}

}  // namespace app
