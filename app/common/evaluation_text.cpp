#include "app/common/evaluation_text.h"

#include "app/common/dataset_problem_text.h"
#include "app/common/path_text.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace app {
namespace {

namespace datasets = inference::datasets;
using inference::evaluation::Metrics;

constexpr int mostOfAKind = 20;

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QStringList pathLines(const std::vector<std::filesystem::path>& paths)
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min<std::size_t>(paths.size(), mostOfAKind); ++i)
        lines.append(QStringLiteral("  ") + pathText(paths[i]));
    if (paths.size() > mostOfAKind)
        lines.append(QStringLiteral("  ") + QCoreApplication::translate("Eval", "and %n more", nullptr, int(paths.size()) - mostOfAKind));
    return lines;
}

}  // namespace

std::vector<FigureColumn> publishedColumns()
{
    return {{QCoreApplication::translate("Eval", "pixel AUROC"), &Metrics::pixelAuroc},
            {QCoreApplication::translate("Eval", "PRO"), &Metrics::pixelAupro},
            {QCoreApplication::translate("Eval", "AUPRO"), &Metrics::pixelAuproExact},
            {QCoreApplication::translate("Eval", "pixel AP"), &Metrics::pixelAp},
            {QCoreApplication::translate("Eval", "pixel F1"), &Metrics::pixelF1Max},
            {QCoreApplication::translate("Eval", "image AUROC"), &Metrics::imageAuroc},
            {QCoreApplication::translate("Eval", "image AP"), &Metrics::imageAp},
            {QCoreApplication::translate("Eval", "image F1"), &Metrics::imageF1Max}};
}

QStringList contentLines(const datasets::Summary& summary)
{
    const auto count = [](const char* text, std::size_t number) { return QCoreApplication::translate("Eval", text, nullptr, int(number)); };
    QStringList lines;
    lines.append(widgets::joinedList({count(QT_TRANSLATE_N_NOOP("Eval", "%n products"), summary.products), count(QT_TRANSLATE_N_NOOP("Eval", "%n images"), summary.images),
                              count(QT_TRANSLATE_N_NOOP("Eval", "%n for training"), summary.train), count(QT_TRANSLATE_N_NOOP("Eval", "%n for test"), summary.images - summary.train),
                              count(QT_TRANSLATE_N_NOOP("Eval", "%n good"), summary.good), count(QT_TRANSLATE_N_NOOP("Eval", "%n anomalous"), summary.anomalous),
                              count(QT_TRANSLATE_N_NOOP("Eval", "%n masks"), summary.masks)}));
    QStringList unpaired;
    if (summary.unlabelled)
        unpaired.append(count(QT_TRANSLATE_N_NOOP("Eval", "%n images of which nobody knows whether they are good"), summary.unlabelled));
    if (summary.unpaired)
        unpaired.append(count(QT_TRANSLATE_N_NOOP("Eval", "%n anomalous images without mask"), summary.unpaired));
    if (summary.unusedMasks)
        unpaired.append(count(QT_TRANSLATE_N_NOOP("Eval", "%n masks without image"), summary.unusedMasks));
    if (summary.pairedByOrder)
        unpaired.append(count(QT_TRANSLATE_N_NOOP("Eval", "%n folders whose masks were paired by order, not by name"), summary.pairedByOrder));
    if (!unpaired.isEmpty())
        lines.append(widgets::joinedList(unpaired));
    if (summary.boxesNotMasks)
        lines.append(QCoreApplication::translate("Eval", "Defects are marked by boxes, not by their pixels: pixel figures say little."));
    if (summary.coarseMasks)
        lines.append(QCoreApplication::translate("Eval", "Masks are drawn coarsely and reach beyond the defects: pixel figures come out low."));
    return lines;
}

QStringList problemSentences(const std::vector<datasets::Problem>& problems)
{
    QStringList lines;
    std::map<datasets::ProblemCode, std::vector<const datasets::Problem*>> byCode;
    for (const datasets::Problem& problem : problems)
        byCode[problem.code].push_back(&problem);
    for (const auto& [code, same] : byCode) {
        for (std::size_t i = 0; i < std::min<std::size_t>(same.size(), mostOfAKind); ++i)
            lines.append(sentence(*same[i]));
        if (same.size() > mostOfAKind)
            lines.append(QCoreApplication::translate("Eval", "The same is true of %n more.", nullptr, int(same.size()) - mostOfAKind));
    }
    return lines;
}

QStringList leakSentences(const inference::pipeline::DataLeaks& leaks)
{
    if (leaks.shared.empty())
        return {};
    std::vector<std::filesystem::path> images;
    for (const auto& shared : leaks.shared)
        images.push_back(shared.places.front().image);
    QStringList lines {QCoreApplication::translate("Eval", "Warning: %n images stand in both training and test of this data set.", nullptr, int(images.size()))};
    return lines + pathLines(images);
}

QStringList leakSentences(const QString& model, const inference::pipeline::SeenInTraining& seen)
{
    QStringList lines;
    if (!seen.names.empty())
        lines.append(QCoreApplication::translate("Eval", "Warning: the weights “%1” were trained on this data set (%2). These are no zero-shot figures.").arg(model, shown(seen.names.front())));
    if (!seen.images.empty()) {
        lines.append(QCoreApplication::translate("Eval", "Warning: the weights “%1” have seen %n of these images in training. These are no zero-shot figures.", nullptr, int(seen.images.size())).arg(model));
        lines += pathLines(seen.images);
    }
    return lines;
}

QStringList notes(const inference::pipeline::DatasetEvaluation& evaluation)
{
    QStringList lines;
    std::size_t withoutMask = 0;
    for (const auto& product : evaluation.products)
        withoutMask += product.figures.all.withoutMask;
    if (withoutMask)
        lines.append(QCoreApplication::translate("Eval", "%n anomalous images without a usable mask count as images only.", nullptr, int(withoutMask)));
    if (evaluation.unlabelled)
        lines.append(QCoreApplication::translate("Eval", "%n images were left out: nobody knows whether they are good.", nullptr, int(evaluation.unlabelled)));
    if (evaluation.baseline) {
        lines.append(QCoreApplication::translate("Eval", "What good training images of a product show at each place was taken off first: these figures are not zero-shot."));
        QStringList without;
        for (const auto& product : evaluation.products)
            if (product.baselineParts == 0)
                without.append(shown(product.name));
        if (!without.isEmpty())
            lines.append(QCoreApplication::translate("Eval", "Products with too few good training images, from which nothing was learned: %1").arg(widgets::joinedList(without)));
    }
    QStringList names;
    for (const std::string& name : evaluation.withoutImages)
        names.append(shown(name));
    if (!names.isEmpty())
        lines.append(QCoreApplication::translate("Eval", "Products without an image to evaluate: %1").arg(widgets::joinedList(names)));
    return lines;
}

}  // namespace app
