#include "app/inspect/eval_report.h"

#include "app/common/dataset_problem_text.h"
#include "app/common/path_text.h"
#include "training/datasets/summary.h"

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

/// The figures that publications print.
struct Column {
    QString title;
    std::optional<double> Metrics::*value;
};

std::vector<Column> columns()
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

QString percent(const std::optional<double>& value, bool withSign)
{
    if (!value)
        return QStringLiteral("–");
    const QString text = QString::number(100 * *value, 'f', 1);
    if (text == QLatin1String("-0.0"))
        return withSign ? QStringLiteral("0.0") : text.mid(1);
    return (withSign && *value > 0 && text != QLatin1String("0.0") ? QStringLiteral("+") : QString()) + text;
}

Metrics meanOf(const std::vector<ProductMetrics>& products)
{
    std::vector<Metrics> metrics;
    for (const ProductMetrics& product : products)
        metrics.push_back(product.metrics);
    return inference::evaluation::meanOf(metrics);
}

QString aligned(const std::vector<QStringList>& rows)
{
    std::vector<qsizetype> widths;
    for (const QStringList& row : rows) {
        widths.resize(std::max(widths.size(), std::size_t(row.size())));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[std::size_t(i)] = std::max(widths[std::size_t(i)], row[i].size());
    }
    QStringList lines;
    for (const QStringList& row : rows) {
        QString line = row.front().leftJustified(int(widths.front()));
        for (qsizetype i = 1; i < row.size(); ++i)
            line += QStringLiteral("  ") + row[i].rightJustified(int(widths[std::size_t(i)]));
        lines.append(line);
    }
    return lines.join(u'\n');
}

QStringList figureCells(const Metrics& metrics, bool withSign)
{
    QStringList cells;
    for (const Column& column : columns())
        cells.append(percent(metrics.*column.value, withSign));
    return cells;
}

QStringList figureTitles()
{
    QStringList titles;
    for (const Column& column : columns())
        titles.append(column.title);
    return titles;
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

QString layoutLine(const EvalRequest& request)
{
    const datasets::Dataset& dataset = request.dataset;
    const QString layout = shown(datasets::layoutName(dataset.layout));
    QString line = QCoreApplication::translate("Eval", "Data set %1 in %2").arg(shown(dataset.name), pathText(dataset.root)) + u'\n';
    line += request.sign.empty() ? QCoreApplication::translate("Eval", "Layout %1, as given").arg(layout)
                                 : QCoreApplication::translate("Eval", "Layout %1, told by %2").arg(layout, shown(request.sign));
    QStringList others;
    for (const datasets::Layout other : request.alsoFits)
        others.append(shown(datasets::layoutName(other)));
    if (!others.isEmpty())
        line += QCoreApplication::translate("Eval", " (would also fit: %1; choose with --layout)").arg(others.join(QStringLiteral(", ")));
    return line;
}

}  // namespace

QString dataSummary(const EvalRequest& request)
{
    const datasets::Summary summary = datasets::summaryOf(request.dataset);
    const auto count = [](const char* text, std::size_t number) { return QCoreApplication::translate("Eval", text, nullptr, int(number)); };
    QStringList lines {layoutLine(request)};
    lines.append(QStringList {count(QT_TRANSLATE_N_NOOP("Eval", "%n products"), summary.products), count(QT_TRANSLATE_N_NOOP("Eval", "%n images"), summary.images),
                              count(QT_TRANSLATE_N_NOOP("Eval", "%n for training"), summary.train), count(QT_TRANSLATE_N_NOOP("Eval", "%n for test"), summary.images - summary.train),
                              count(QT_TRANSLATE_N_NOOP("Eval", "%n good"), summary.good), count(QT_TRANSLATE_N_NOOP("Eval", "%n anomalous"), summary.anomalous),
                              count(QT_TRANSLATE_N_NOOP("Eval", "%n masks"), summary.masks)}
                     .join(QStringLiteral(", ")));
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
        lines.append(unpaired.join(QStringLiteral(", ")));
    if (summary.boxesNotMasks)
        lines.append(QCoreApplication::translate("Eval", "Defects are marked by boxes, not by their pixels: pixel figures say little."));
    if (summary.coarseMasks)
        lines.append(QCoreApplication::translate("Eval", "Masks are drawn coarsely and reach beyond the defects: pixel figures come out low."));
    return lines.join(u'\n');
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

std::vector<ProductMetrics> tableOf(const inference::pipeline::DatasetEvaluation& evaluation)
{
    std::vector<ProductMetrics> products;
    for (const auto& product : evaluation.products)
        products.push_back({product.name, product.figures.all.metrics, product.figures.all.images, product.figures.all.anomalous});
    return products;
}

QString figureTable(const std::vector<ProductMetrics>& products)
{
    std::vector<QStringList> rows {QStringList {QCoreApplication::translate("Eval", "Product"), QCoreApplication::translate("Eval", "images"), QCoreApplication::translate("Eval", "anomalous")} + figureTitles()};
    for (const ProductMetrics& product : products)
        rows.push_back(QStringList {shown(product.name), QString::number(product.images), QString::number(product.anomalous)} + figureCells(product.metrics, false));
    rows.push_back(QStringList {QCoreApplication::translate("Eval", "Mean"), {}, {}} + figureCells(meanOf(products), false));
    return aligned(rows) + u'\n' + QCoreApplication::translate("Eval", "In per cent. PRO is the published code's, AUPRO MVTec's exact one up to a false positive rate of 0.3.");
}

QString differenceTable(const std::vector<ProductMetrics>& first, const std::vector<ProductMetrics>& second)
{
    std::vector<QStringList> rows {QStringList {QCoreApplication::translate("Eval", "Product")} + figureTitles()};
    std::vector<ProductMetrics> differences;
    for (const ProductMetrics& product : first) {
        const auto same = std::ranges::find(second, product.name, &ProductMetrics::name);
        if (same == second.end())
            continue;
        ProductMetrics difference {product.name, {}, product.images, product.anomalous};
        for (const Column& column : columns())
            if (product.metrics.*column.value && same->metrics.*column.value)
                difference.metrics.*column.value = *(same->metrics.*column.value) - *(product.metrics.*column.value);
        rows.push_back(QStringList {shown(product.name)} + figureCells(difference.metrics, true));
        differences.push_back(std::move(difference));
    }
    rows.push_back(QStringList {QCoreApplication::translate("Eval", "Mean")} + figureCells(meanOf(differences), true));
    return aligned(rows);
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
    QStringList names;
    for (const std::string& name : evaluation.withoutImages)
        names.append(shown(name));
    if (!names.isEmpty())
        lines.append(QCoreApplication::translate("Eval", "Products without an image to evaluate: %1").arg(names.join(QStringLiteral(", "))));
    return lines;
}

}  // namespace app
