#include "app/inspect/train_guard.h"

#include "app/inspect/console.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app {
namespace {

using inference::evaluation::Metrics;
using nlohmann::json;

constexpr double surely = 0.05;

json jsonOf(const Metrics& metrics)
{
    json object = json::object();
    for (const auto& column : inference::evaluation::metricColumns) {
        const auto& value = metrics.*column.value;
        object[std::string(column.key)] = value ? json(*value) : json();
    }
    return object;
}

void tellFigure(const QString& name, const std::optional<double>& before, const std::optional<double>& after)
{
    const auto text = [](const std::optional<double>& value) { return value ? QString::number(*value, 'f', 4) : QStringLiteral("–"); };
    printLine(QCoreApplication::translate("Train", "%1: before %2, now %3").arg(name, text(before), text(after)));
}

}  // namespace

bool TrainGuard::isWorse() const
{
    const bool pixels = before.pixelAp && after.pixelAp;
    const bool fell = pixels ? *after.pixelAp < *before.pixelAp : before.imageAuroc && after.imageAuroc && *after.imageAuroc < *before.imageAuroc;
    return fell || (verdicts.pValue < surely && verdicts.onlyFirst > verdicts.onlySecond);
}

TrainGuard compared(const inference::training::ValidationFigures& before, const inference::training::ValidationFigures& after)
{
    std::vector<inference::evaluation::PairedAnswer> pairs;
    for (std::size_t i = 0; i < std::min(before.right.size(), after.right.size()); ++i)
        if (before.right[i] && after.right[i])
            pairs.push_back({*before.right[i], *after.right[i]});
    return {before.mean, after.mean, inference::evaluation::mcNemar(pairs)};
}

void tell(const TrainGuard& guard, bool jsonLines)
{
    const auto& verdicts = guard.verdicts;
    const std::size_t images = verdicts.bothRight + verdicts.bothWrong + verdicts.discordant();
    if (jsonLines) {
        printLine(QString::fromStdString(json {{"event", "guard"}, {"before", jsonOf(guard.before)}, {"after", jsonOf(guard.after)}, {"images", images},
                                               {"both_right", verdicts.bothRight}, {"only_before", verdicts.onlyFirst}, {"only_after", verdicts.onlySecond},
                                               {"both_wrong", verdicts.bothWrong}, {"p_value", verdicts.pValue}, {"worse", guard.isWorse()}}.dump()));
        return;
    }
    printLine(QCoreApplication::translate("Train", "The best epoch beside the model that the training began with:"));
    tellFigure(QCoreApplication::translate("Train", "Pixel AP"), guard.before.pixelAp, guard.after.pixelAp);
    tellFigure(QCoreApplication::translate("Train", "Pixel AUROC"), guard.before.pixelAuroc, guard.after.pixelAuroc);
    tellFigure(QCoreApplication::translate("Train", "Image AUROC"), guard.before.imageAuroc, guard.after.imageAuroc);
    tellFigure(QCoreApplication::translate("Train", "Image F1-max"), guard.before.imageF1Max, guard.after.imageF1Max);
    if (images > 0)
        printLine(QCoreApplication::translate("Train", "Verdicts of %1 images: %2 right only before, %3 right only now, McNemar's p = %4")
                      .arg(images).arg(verdicts.onlyFirst).arg(verdicts.onlySecond).arg(verdicts.pValue, 0, 'g', 3));
    printLine(guard.isWorse() ? QCoreApplication::translate("Train", "The trained model is WORSE than the one it began with. Keep the old one unless you know why.")
                              : QCoreApplication::translate("Train", "The trained model is not worse than the one it began with."));
}

}  // namespace app
