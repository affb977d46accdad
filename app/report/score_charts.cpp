#include "app/report/chart_frame_p.h"
#include "app/report/charts_p.h"
#include "app/report/chapters_p.h"

#include "widgets/histogram_bins.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"
#include "widgets/trend.h"
#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace app {
namespace {

using inference::Label;
using inference::Verdict;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportCharts)
};

QColor limitColour(Verdict verdict)
{
    return widgets::styleOf(verdict, paperPalette()).fill;
}

std::vector<ChartFrame::Mark> marksOf(const inference::LimitPair& limits)
{
    std::vector<ChartFrame::Mark> marks {{double(limits.fail), Words::tr("fail %1").arg(widgets::limitText(double(limits.fail))), limitColour(Verdict::Fail)}};
    if (limits.review < limits.fail)
        marks.push_back({double(limits.review), Words::tr("review %1").arg(widgets::limitText(double(limits.review))), limitColour(Verdict::Review)});
    return marks;
}

QString twoDecimals(double value)
{
    return QLocale().toString(value, 'f', 2);
}

/// Told apart without colour as well: solid, hatched, outlined.
struct BarLook {
    Label label;
    QColor edge;
    QColor fill;
    Qt::BrushStyle hatch;
    const char* name;
};
constexpr std::array<Label, 3> pileOrder {Label::Good, Label::None, Label::Defective};

BarLook lookOf(Label label)
{
    switch (label) {
    case Label::Good: return {label, QColor(0x2f, 0x6f, 0x4f), QColor(0x7f, 0xb8, 0x9b), Qt::SolidPattern, QT_TRANSLATE_NOOP("ReportCharts", "good")};
    case Label::Defective: return {label, QColor(0xa0, 0x2c, 0x22), QColor(0xf0, 0xc4, 0xbf), Qt::BDiagPattern, QT_TRANSLATE_NOOP("ReportCharts", "defective")};
    case Label::None: break;
    }
    return {label, QColor(0x3f, 0x5f, 0x8f), QColor(0xc5, 0xd3, 0xe8), Qt::SolidPattern, QT_TRANSLATE_NOOP("ReportCharts", "unlabelled")};
}

void fillBar(QPainter& painter, const QRectF& bar, const BarLook& look)
{
    painter.fillRect(bar, look.fill);
    painter.setPen(QPen(look.edge, 5));
    if (look.hatch != Qt::SolidPattern) {
        painter.save();
        painter.setClipRect(bar, Qt::IntersectClip);
        for (double x = bar.left() - bar.height(); x < bar.right(); x += 60)
            painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()));
        painter.restore();
    }
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
}

void paintLegend(QPainter& painter, const ChartFrame& frame, const std::vector<BarLook>& looks)
{
    double right = frame.plot.right();
    for (const BarLook& look : looks) {
        const TextBlock name(Words::tr(look.name), sheet::Type::Small, 2000);
        right -= name.width();
        name.draw(painter, {right, frame.plot.bottom() + 185});
        right -= 130;
        fillBar(painter, QRectF(right, frame.plot.bottom() + 195, 90, 80), look);
        right -= 120;
    }
}

}  // namespace

void paintScoreChart(QPainter& painter, const QRectF& area, const inference::evaluation::ScoreDistribution& scores,
                     const std::optional<inference::LimitPair>& limits, const QString& scoreName)
{
    const widgets::HistogramBins bins = widgets::binned(scores, 0, 1, 400);
    const double tallest = std::max(1.0, double(bins.tallest()) * 1.05);
    const ChartFrame frame(area, 0, 1, 0, tallest);
    frame.drawY(painter, Words::tr("parts"), axisTicks(0, tallest, 5, true), widgets::wholeNumber);
    std::vector<BarLook> shown;
    for (const Label label : pileOrder)
        if (scores.count(label) > 0)
            shown.push_back(lookOf(label));
    for (std::size_t bar = 0; bar < bins.counts.size(); ++bar) {
        double below = 0;
        for (const BarLook& look : shown) {
            const double count = double(bins.counts[bar][std::size_t(look.label)]);
            const double left = frame.x(bins.from(bar));
            if (count > 0)
                fillBar(painter, QRectF(QPointF(left, frame.y(below + count)), QPointF(frame.x(bins.from(bar) + bins.width()), frame.y(below))), look);
            below += count;
        }
    }
    frame.drawX(painter, scoreName, axisTicks(0, 1, 10), twoDecimals);
    if (limits)
        frame.markX(painter, marksOf(*limits));
    paintLegend(painter, frame, shown);
}

namespace {

/// More points than a printer can tell apart are told by the span of each column.
constexpr std::size_t mostPoints = 1500;

void paintPoints(QPainter& painter, const ChartFrame& frame, const std::vector<TrendScore>& scores)
{
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const QPointF at(frame.x(double(i) + 1), frame.y(scores[i].score));
        const QColor colour = widgets::styleOf(scores[i].verdict, paperPalette()).fill;
        painter.setPen(QPen(colour, 6));
        painter.setBrush(scores[i].verdict == Verdict::Pass ? QBrush(Qt::NoBrush) : QBrush(colour));
        if (scores[i].verdict == Verdict::Fail)
            painter.drawRect(QRectF(at.x() - 22, at.y() - 22, 44, 44));
        else
            painter.drawEllipse(at, 20, 20);
    }
}

void paintSpans(QPainter& painter, const ChartFrame& frame, const std::vector<TrendScore>& scores)
{
    const std::size_t columns = 800;
    for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t first = column * scores.size() / columns;
        const std::size_t last = (column + 1) * scores.size() / columns;
        const auto [least, most] = std::minmax_element(scores.begin() + std::ptrdiff_t(first), scores.begin() + std::ptrdiff_t(last),
                                                       [](const TrendScore& a, const TrendScore& b) { return a.score < b.score; });
        const double x = frame.x(double(first + last) / 2 + 0.5);
        painter.setPen(QPen(widgets::styleOf(most->verdict, paperPalette()).fill, 6));
        painter.drawLine(QPointF(x, frame.y(least->score)), QPointF(x, frame.y(most->score) - 6));
    }
}

}  // namespace

void paintTrendChart(QPainter& painter, const QRectF& area, const std::vector<TrendScore>& scores, const std::optional<inference::LimitPair>& limits,
                     const QString& scoreName)
{
    const ChartFrame frame(area, 0, double(scores.size()) + 1, 0, 1);
    frame.drawY(painter, scoreName, axisTicks(0, 1, 5), twoDecimals);
    frame.drawX(painter, Words::tr("parts in their order"), axisTicks(0, double(scores.size()) + 1, 10, true), widgets::wholeNumber);
    if (limits)
        frame.markY(painter, marksOf(*limits));
    if (scores.size() > mostPoints)
        paintSpans(painter, frame, scores);
    else
        paintPoints(painter, frame, scores);
    std::vector<double> values;
    for (const TrendScore& part : scores)
        values.push_back(part.score);
    const std::vector<double> means = widgets::runningMean(values, std::max(5, int(scores.size()) / 20));
    QPolygonF line;
    const std::size_t step = std::max<std::size_t>(1, means.size() / mostPoints);
    for (std::size_t i = 0; i < means.size(); i += step)
        line.append({frame.x(double(i) + 1), frame.y(means[i])});
    painter.setPen(QPen(sheet::ink, 10));
    painter.drawPolyline(line);
}

}  // namespace app
