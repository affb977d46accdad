#include "app/inspect/eval_report.h"

#include "app/common/evaluation_text.h"
#include "app/common/path_text.h"
#include "training/datasets/summary.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {
namespace {

namespace datasets = inference::datasets;
using inference::evaluation::Metrics;

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
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
    for (const FigureColumn& column : publishedColumns())
        cells.append(percent(metrics.*column.value, withSign));
    return cells;
}

QStringList figureTitles()
{
    QStringList titles;
    for (const FigureColumn& column : publishedColumns())
        titles.append(column.title);
    return titles;
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
        line += QCoreApplication::translate("Eval", " (would also fit: %1; choose with --layout)").arg(widgets::joinedList(others));
    return line;
}

}  // namespace

QString dataSummary(const EvalRequest& request)
{
    return layoutLine(request) + u'\n' + contentLines(datasets::summaryOf(request.dataset)).join(u'\n');
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
    const std::vector<ProductMetrics> differences = differencesOf(first, second);
    for (const ProductMetrics& product : differences)
        rows.push_back(QStringList {shown(product.name)} + figureCells(product.metrics, true));
    rows.push_back(QStringList {QCoreApplication::translate("Eval", "Mean")} + figureCells(meanOf(differences), true));
    return aligned(rows);
}

}  // namespace app
