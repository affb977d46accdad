#include "app/report/chapters_p.h"
#include "app/report/charts_p.h"

#include "app/common/evaluation_text.h"
#include "app/common/filled_text.h"
#include "app/report/report_evaluation.h"
#include "evaluation/intervals.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <numeric>

namespace app {
namespace {

using inference::evaluation::Metrics;
namespace evaluation = inference::evaluation;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportEvaluation)
};

QString textOf(const std::string& text)
{
    return QString::fromStdString(text);
}

/// In per cent with one decimal, as publications print it.
QString percent(const std::optional<double>& value)
{
    return value ? QLocale().toString(*value * 100, 'f', 1) : QStringLiteral("–");
}

QStringList figureCells(const QString& name, const Metrics& metrics)
{
    QStringList cells {name};
    for (const FigureColumn& column : publishedColumns())
        cells.append(percent(metrics.*column.value));
    return cells;
}

void addFigures(Flow& flow, const std::vector<ProductMetrics>& products)
{
    QStringList titles {Words::tr("Product")};
    for (const FigureColumn& column : publishedColumns())
        titles.append(column.title);
    flow.headings(titles, 0.16);
    for (const ProductMetrics& product : products)
        flow.row(figureCells(textOf(product.name), product.metrics), sheet::Type::Small);
    if (products.size() > 1)
        flow.row(figureCells(Words::tr("Mean"), meanOf(products)), sheet::Type::SmallStrong);
    flow.text(Words::tr("In per cent; a dash where a figure is not defined."), sheet::Type::Small, sheet::faint);
}

std::vector<CurveLine> linesOf(const ReportEvaluation& report, evaluation::Curve evaluation::RankingCurves::*curve, bool pixels)
{
    std::vector<CurveLine> lines;
    for (std::size_t i = 0; i < report.products.size(); ++i)
        if (const evaluation::Curve& points = (pixels ? report.products[i].pixels : report.products[i].images).*curve; !points.empty())
            lines.push_back({int(i), points});
    return lines;
}

/// One for all charts: they show the same products.
void addCurveNames(Flow& flow, const std::vector<ReportEvaluation::Product>& products)
{
    constexpr std::size_t columns = 3;
    for (std::size_t first = 0; first < products.size(); first += columns) {
        QStringList names;
        for (std::size_t i = first; i < std::min(first + columns, products.size()); ++i)
            names.append(textOf(products[i].figures.name));
        flow.add(125, [names, look = int(first)](QPainter& painter, const QRectF& area, const PagePictures&) {
            const double width = area.width() / columns;
            for (int i = 0; i < names.size(); ++i)
                paintCurveName(painter, QRectF(area.left() + i * width, area.top(), width - sheet::gap, area.height()), look + i, names[i]);
        });
    }
}

void addCurves(Flow& flow, const ReportEvaluation& report)
{
    using evaluation::RankingCurves;
    const QString falseRate = Words::tr("false positive rate"), recall = Words::tr("recall");
    const std::vector<CurveChart> charts {{Words::tr("ROC of pixels"), falseRate, Words::tr("true positive rate"), linesOf(report, &RankingCurves::roc, true)},
                                          {Words::tr("Precision and recall of pixels"), recall, Words::tr("precision"), linesOf(report, &RankingCurves::precisionRecall, true)},
                                          {Words::tr("ROC of images"), falseRate, Words::tr("true positive rate"), linesOf(report, &RankingCurves::roc, false)},
                                          {Words::tr("Precision and recall of images"), recall, Words::tr("precision"), linesOf(report, &RankingCurves::precisionRecall, false)},
                                          {Words::tr("PRO of regions"), falseRate, Words::tr("mean overlap"), linesOf(report, &RankingCurves::pro, true)}};
    std::vector<CurveChart> shown;
    for (const CurveChart& chart : charts)
        if (!chart.lines.empty())
            shown.push_back(chart);
    if (shown.empty())
        return;
    constexpr double height = 1900;
    flow.section(Words::tr("Curves"), height);
    for (std::size_t i = 0; i < shown.size(); i += 2) {
        std::vector<CurveChart> pair(shown.begin() + std::ptrdiff_t(i), shown.begin() + std::ptrdiff_t(std::min(i + 2, shown.size())));
        flow.add(height, [pair](QPainter& painter, const QRectF& area, const PagePictures&) {
            const double width = (area.width() - sheet::space) / 2;
            for (std::size_t k = 0; k < pair.size(); ++k)
                paintCurveChart(painter, QRectF(area.left() + double(k) * (width + sheet::space), area.top(), width, area.height() - sheet::gap), pair[k]);
        });
    }
    if (report.products.size() > 1)
        addCurveNames(flow, report.products);
}

void addConfusion(Flow& flow, const ReportEvaluation& report)
{
    ReportEvaluation::Confusion sum;
    bool any = false;
    flow.section(Words::tr("Images at the limit of the greatest F1"), 600);
    flow.headings({Words::tr("Product"), Words::tr("limit"), Words::tr("hits"), Words::tr("escapes"), Words::tr("overkill"), Words::tr("passes")}, 0.34);
    for (const ReportEvaluation::Product& product : report.products) {
        if (!product.confusion)
            continue;
        const ReportEvaluation::Confusion& cells = *product.confusion;
        const auto number = [](std::size_t count) { return widgets::wholeNumber(double(count)); };
        flow.row({textOf(product.figures.name), QLocale().toString(cells.limit, 'f', 3), number(cells.hits), number(cells.escapes), number(cells.overkills),
                  number(cells.passes)}, sheet::Type::Small);
        sum.hits += cells.hits;
        sum.escapes += cells.escapes;
        sum.overkills += cells.overkills;
        sum.passes += cells.passes;
        any = true;
    }
    if (!any) {
        flow.text(Words::tr("No product has both good and defective images."), sheet::Type::Small, sheet::faint);
        return;
    }
    const auto rate = [](std::size_t count, std::size_t of) {
        const evaluation::Share share {count, of};
        return Words::tr("%1 (%2); with 95 % confidence %3").arg(widgets::shareText(share), widgets::percentText(share.rate()), widgets::intervalText(share.interval()));
    };
    flow.gap(sheet::gap);
    flow.setting(Words::tr("Escapes"), rate(sum.escapes, sum.escapes + sum.hits));
    flow.setting(Words::tr("Overkill"), rate(sum.overkills, sum.overkills + sum.passes));
}

void addTypes(Flow& flow, const ReportEvaluation& report)
{
    bool any = false;
    for (const ReportEvaluation::Product& product : report.products)
        for (const ReportEvaluation::TypeRow& type : product.types) {
            if (!any) {
                flow.section(Words::tr("Types of defect"), 600);
                flow.headings({Words::tr("Product, type"), Words::tr("images"), Words::tr("pixel AUROC"), Words::tr("pixel AP"), Words::tr("image AUROC")}, 0.40);
                any = true;
            }
            flow.row({filledText(Words::tr("%1, %2"), {textOf(product.figures.name), textOf(type.type)}), widgets::wholeNumber(double(type.anomalous)),
                      percent(type.metrics.pixelAuroc), percent(type.metrics.pixelAp), percent(type.metrics.imageAuroc)}, sheet::Type::Small);
        }
    if (any)
        flow.text(Words::tr("Each type's images with all good ones of its product."), sheet::Type::Small, sheet::faint);
}

}  // namespace

Chapter addEvaluation(std::vector<SheetPage>& pages, QSize paper, const ReportEvaluation& report)
{
    Flow flow(pages, paper);
    const Chapter chapter {Words::tr("Evaluation"), flow.chapter(Words::tr("Evaluation"))};
    flow.setting(Words::tr("Data set"), textOf(report.dataset));
    flow.setting(Words::tr("Model"), textOf(report.model));
    flow.setting(Words::tr("Map"), Words::tr("%1 of Post-VCP; smoothed by %2 px of the model's input").arg(widgets::percentText(report.alpha), QLocale().toString(report.sigma, 'g', 6)));
    flow.setting(Words::tr("Image score"), report.scoredByRecipe ? Words::tr("by the model's own rule, by which verdicts are given") : Words::tr("as published"));
    flow.section(Words::tr("Figures"), 600);
    addFigures(flow, report.table());
    for (const QString& note : report.notes)
        flow.text(note, sheet::Type::Small);
    if (report.other) {
        flow.section(filledText(Words::tr("Compared with %1"), {textOf(report.other->model)}), 600);
        addFigures(flow, report.other->products);
        flow.text(report.other->sentence);
    }
    addCurves(flow, report);
    addConfusion(flow, report);
    addTypes(flow, report);
    return chapter;
}

}  // namespace app
