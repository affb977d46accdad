#include "app/workbench/input_sizes.h"

#include "model/measure.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace app {
namespace {

bool isPublished(const ModelEntry& entry)
{
    const auto& clip = entry.facts->clip;
    return clip.visionWidth == 1024 && clip.visionLayers == 24 && clip.patch == 14 && entry.bundle.options.imageSize == 518;
}

}  // namespace

QList<InputSize> inputSizes(const ModelEntry& entry)
{
    if (!entry.facts)
        return {};
    const int own = entry.bundle.options.imageSize, patch = entry.facts->clip.patch;
    QList<InputSize> sizes {{own, QCoreApplication::translate("InputSizes", "%1 px (the model's own)").arg(own)}};
    const auto operations = [&](int size) { return inference::model::operationsPerImage(entry.facts->clip, entry.facts->vcp, size); };
    for (const double share : {0.81, 0.65, 0.43}) {
        const int size = int(std::lround(own * share / patch)) * patch;
        if (size >= 160 && size < sizes.last().pixels)
            sizes.append({size, QCoreApplication::translate("InputSizes", "%1 px: about %2 times as fast, coarser").arg(size).arg(operations(own) / operations(size), 0, 'f', 1)});
    }
    return sizes;
}

QString inputSizeNote(const ModelEntry& entry)
{
    QString note = QCoreApplication::translate("InputSizes", "A smaller input shows less: small defects get weaker or are missed, and limits that were set at another size don't hold. "
                                                             "Check it with parts whose defects you know.");
    if (entry.facts && isPublished(entry))
        note += u' ' + QCoreApplication::translate("InputSizes", "Published for ViT-L/14 on MVTec AD: pixel AP 49 % at 518 px, 45 % at 336 px, 38 % at 224 px.");
    QStringList figures;
    for (auto one = entry.sizes.rbegin(); one != entry.sizes.rend(); ++one)
        figures.append(QCoreApplication::translate("InputSizes", "%1 % at %2 px").arg(100 * one->second, 0, 'f', 0).arg(one->first));
    if (!figures.isEmpty())
        note += u' ' + QCoreApplication::translate("InputSizes", "Pixel AP that its maker measured: %1.").arg(figures.join(QStringLiteral(" · ")));
    return note;
}

}  // namespace app
