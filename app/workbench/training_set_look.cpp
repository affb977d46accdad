#include "app/workbench/training_set_look.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/store/reviewed_parts.h"
#include "app/workbench/background.h"
#include "training/datasets/detect.h"
#include "widgets/joined_sentences.h"

#include <QCoreApplication>
#include <QLocale>

namespace app {
namespace {

namespace datasets = inference::datasets;

QString lossText(const ReviewedParts::Lost& lost)
{
    const QString path = pathText(lost.path);
    switch (lost.loss) {
    case ReviewedParts::Loss::Missing:
        return lost.path.empty() ? QCoreApplication::translate("TrainingSetLook", "Nobody knows where the file of a reviewed part lies: it is left out.")
                                 : QCoreApplication::translate("TrainingSetLook", "The part “%1” is no longer there: it is left out.").arg(path);
    case ReviewedParts::Loss::Changed:
        return QCoreApplication::translate("TrainingSetLook", "The part “%1” has changed since it was reviewed: it is left out.").arg(path);
    case ReviewedParts::Loss::Unreadable:
        return QCoreApplication::translate("TrainingSetLook", "“%1” can't be read and is left out. Check its permissions.").arg(path);
    }
    return path;
}

QString summaryText(const datasets::Detection& detection)
{
    const datasets::Summary& summary = detection.summary;
    const std::string_view layout = datasets::layoutName(detection.layout);
    const auto text = [](const char* words, int count) { return QCoreApplication::translate("app::FineTunePresenter", words, nullptr, count); };
    const QLocale locale;
    QString told = QCoreApplication::translate("app::FineTunePresenter", "Layout %1: %2 with %3, %4 of them defective, %5 with a mask.")
                       .arg(QString::fromUtf8(layout.data(), qsizetype(layout.size())), text(QT_TRANSLATE_N_NOOP("app::FineTunePresenter", "%n product(s)"), int(summary.products)),
                            text(QT_TRANSLATE_N_NOOP("app::FineTunePresenter", "%n image(s)"), int(summary.images)), locale.toString(qulonglong(summary.anomalous)),
                            locale.toString(qulonglong(summary.masks)));
    if (summary.unpaired > 0)
        told = widgets::joinedSentences({told, text(QT_TRANSLATE_N_NOOP("app::FineTunePresenter", "%n defective image(s) have no mask and are left out."), int(summary.unpaired))});
    if (summary.boxesNotMasks)
        told = widgets::joinedSentences({told, QCoreApplication::translate("app::FineTunePresenter", "Only boxes say where the defects are: the model would learn boxes.")});
    if (summary.masks == 0)
        told = widgets::joinedSentences({told, QCoreApplication::translate("app::FineTunePresenter", "Without masks there is nothing to learn from.")});
    return told;
}

}  // namespace

TrainingSetLook lookAtFolder(const std::filesystem::path& folder, const std::stop_token& stop)
{
    const auto found = attempt(folder, [&] { return datasets::detect(folder, stop); });
    if (const auto* const error = std::get_if<inference::Error>(&found))
        return {{}, sentence(*error), false, {}};
    const auto& detection = std::get<datasets::Detection>(found);
    return {{}, summaryText(detection), detection.summary.masks > 0, {}};
}

TrainingSetLook lookAtReviewed(const std::filesystem::path& history, const std::filesystem::path& folder, const std::stop_token& stop)
{
    const auto gathered = attempt(history, [&] { return gatherReviewedParts(history, folder, stop); });
    if (const auto* const error = std::get_if<inference::Error>(&gathered))
        return {pathText(folder), sentence(*error), false, {}};
    const auto& parts = std::get<ReviewedParts>(gathered);
    TrainingSetLook look {pathText(folder), {}, false, {}};
    for (const ReviewedParts::Lost& lost : parts.lost)
        look.lost << lossText(lost);
    if (parts.good + parts.defective == 0) {
        look.text = QCoreApplication::translate("TrainingSetLook", "No reviewed part can be learned from yet: say of parts on the desk whether they are good or defective.");
        return look;
    }
    const TrainingSetLook found = lookAtFolder(folder, stop);
    look.text = widgets::joinedSentences({QCoreApplication::translate("TrainingSetLook", "Reviewed parts as they are now."), found.text});
    look.usable = found.usable;
    return look;
}

}  // namespace app
