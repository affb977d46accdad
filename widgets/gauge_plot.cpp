#include "widgets/gauge_plot.h"

#include "widgets/plot_style.h"
#include "widgets/plot_ticks_p.h"
#include "widgets/series_style.h"
#include "widgets/tsv_text.h"
#include "widgets/verdict_style.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace widgets {

namespace {

constexpr double reach = 12;       // pixels from a point at which it is still meant
constexpr int markSize = 7;
constexpr int namesInARow = 6;
constexpr double leastStretch = 0.001;
constexpr std::array marks {QCPScatterStyle::ssCircle, QCPScatterStyle::ssSquare, QCPScatterStyle::ssTriangle, QCPScatterStyle::ssDiamond, QCPScatterStyle::ssCross,
                            QCPScatterStyle::ssTriangleInverted, QCPScatterStyle::ssPlus};

}  // namespace

GaugePlot::GaugePlot(QWidget* parent)
    : PlotView(parent)
    , m_ring(plot().addGraph())
{
    m_ring->setLineStyle(QCPGraph::lsNone);
    m_ring->removeFromLegend();
    for (QCPItemStraightLine*& line : m_limitLines)
        line = new QCPItemStraightLine(&plot());
    // Names above the values: within the axes they would hide some.
    auto* const names = new QCPLayoutGrid;
    names->addElement(0, 0, plot().legend);
    names->addElement(0, 1, new QCPLayoutElement(&plot()));  // takes the rest of the row
    names->setColumnStretchFactor(0, leastStretch);
    plot().plotLayout()->insertRow(0);
    plot().plotLayout()->addElement(0, 0, names);
    plot().plotLayout()->setRowStretchFactor(0, leastStretch);
    plot().legend->setFillOrder(QCPLegend::foColumnsFirst);
    plot().legend->setWrap(namesInARow);
    plot().xAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    plot().xAxis->setSubTicks(false);
    plot().yAxis->setNumberFormat(QStringLiteral("f"));
    start();
}

void GaugePlot::setStudy(const QStringList& parts, const QStringList& appraisers, std::vector<GaugePoint> points, const GaugeAxis& axis)
{
    if (!std::is_sorted(points.begin(), points.end()))
        std::sort(points.begin(), points.end());
    const bool samePoints = std::ranges::equal(points, m_points, {}, &GaugePoint::path, &GaugePoint::path);
    m_parts = parts;
    m_appraisers = appraisers;
    m_points = std::move(points);
    m_axis = axis;
    const int kept = samePoints ? current() : -1;
    setCurrent(-1);
    setCurrent(kept);  // its value may be another: what is said of it is
    touch();
}

void GaugePlot::setLimits(std::optional<inference::LimitPair> limits)
{
    if (limits == m_limits)
        return;
    m_limits = limits;
    touch();
}

double GaugePlot::keyOf(const GaugePoint& point) const
{
    return gaugeKey(point.part, point.appraiser, int(m_appraisers.size()));
}

QString GaugePlot::sentenceOf(int item) const
{
    const GaugePoint& point = m_points[std::size_t(item)];
    const QString value = m_axis.text(point.value);
    const QString part = m_parts.value(point.part);
    const QString measured = m_appraisers.size() > 1 ? tr("%1 by %2: %3", "part by appraiser: value").arg(part, m_appraisers.value(point.appraiser), value)
                                                     : tr("%1: %2", "part: value").arg(part, value);
    return measured + QLatin1Char('\n') + point.name;
}

QPointF GaugePlot::placeOf(int item) const
{
    const GaugePoint& point = m_points[std::size_t(item)];
    return {plot().xAxis->coordToPixel(keyOf(point)), plot().yAxis->coordToPixel(point.value)};
}

QString GaugePlot::copyText() const
{
    const QLocale locale = plainNumbers();
    QString text = tsvLine({tr("Part"), tr("Appraiser"), tr("Picture"), m_axis.unit.isEmpty() ? m_axis.name : m_axis.name + QLatin1Char(' ') + m_axis.unit});
    for (const GaugePoint& point : m_points)
        text += tsvLine({tsvCell(m_parts.value(point.part)), tsvCell(m_appraisers.value(point.appraiser)), tsvCell(point.name), locale.toString(point.value, 'f', 6)});
    return text;
}

void GaugePlot::makeGraphs()
{
    const auto wanted = std::size_t(m_appraisers.size() > mostAppraisersApart ? 1 : m_appraisers.size());
    while (m_values.size() > wanted) {
        plot().removeGraph(m_values.back());
        plot().removeGraph(m_means.back());
        m_values.pop_back();
        m_means.pop_back();
    }
    while (m_values.size() < wanted) {
        m_means.push_back(plot().addGraph());
        m_means.back()->removeFromLegend();
        m_values.push_back(plot().addGraph());
        m_values.back()->setLineStyle(QCPGraph::lsNone);
    }
}

void GaugePlot::drawMeans()
{
    std::vector<QVector<QCPGraphData>> means(m_means.size());
    for (std::size_t first = 0; first < m_points.size();) {
        const GaugePoint& point = m_points[first];
        double sum = 0;
        std::size_t last = first;
        for (; last < m_points.size() && m_points[last].part == point.part && m_points[last].appraiser == point.appraiser; ++last)
            sum += m_points[last].value;
        means[seriesOf(point)].append(QCPGraphData(keyOf(point), sum / double(last - first)));
        first = last;
    }
    const bool toldApart = m_appraisers.size() <= mostAppraisersApart;
    for (std::size_t i = 0; i < means.size(); ++i)
        m_means[i]->data()->set(toldApart ? means[i] : QVector<QCPGraphData>(), true);
}

void GaugePlot::rebuild()
{
    if (m_points.empty()) {
        showEmpty(tr("No study"), tr("Every value of every part stands here, as soon as there are some."));
        return;
    }
    showPlot();
    makeGraphs();
    std::vector<QVector<QCPGraphData>> drawn(m_values.size());
    for (const GaugePoint& point : m_points)
        drawn[seriesOf(point)].append(QCPGraphData(keyOf(point), point.value));
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        m_values[i]->data()->set(drawn[i], true);
        m_values[i]->setName(fontMetrics().elidedText(m_appraisers.value(int(i)), Qt::ElideMiddle, width() / 3));
    }
    drawMeans();
    drawLimits();
    fitValues();
    plot().yAxis->setLabel(m_axis.title());
    plot().xAxis->setRange(-0.6, double(m_parts.size()) - 0.4);
    plot().legend->setVisible(m_values.size() > 1);
    restyle();
    fitTo(plot().size());
}

void GaugePlot::drawLimits()
{
    const bool both = m_limits && m_limits->review < m_limits->fail;
    const std::array shown {m_limits.has_value(), both};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        m_limitLines[i]->setVisible(shown[i]);
        if (!shown[i])
            continue;
        const double limit = i == 0 ? m_limits->fail : m_limits->review;
        m_limitLines[i]->point1->setCoords(0, limit);
        m_limitLines[i]->point2->setCoords(1, limit);
    }
}

void GaugePlot::fitValues()
{
    const auto [low, high] = gaugeRange(m_points, m_limits);
    plot().yAxis->setRange(low, high);
    plot().yAxis->setNumberPrecision(std::clamp(int(std::ceil(1 - std::log10(high - low))), 0, 6));
}

void GaugePlot::fitTo(QSize size)
{
    const QFontMetrics metrics(plot().font());
    plot().yAxis->ticker()->setTickCount(ticksIn(size.height(), metrics.height()));
    if (m_parts.isEmpty() || isStale())
        return;
    // Names as far as there is room: all, or every so many.
    const QMargins margins = plot().axisRect()->margins();
    const double room = double(size.width() - margins.left() - margins.right()) / double(m_parts.size());
    constexpr int leastCharacters = 4;
    const int step = std::max(1, int(std::ceil(metrics.averageCharWidth() * leastCharacters / std::max(room, 0.01))));
    const auto ticker = plot().xAxis->ticker().staticCast<QCPAxisTickerText>();
    ticker->clear();
    for (int part = 0; part < m_parts.size(); part += step)
        ticker->addTick(part, metrics.elidedText(m_parts[part], Qt::ElideMiddle, int(room * step) - 4));
}

void GaugePlot::restyle()
{
    const QPalette& palette = plot().palette();
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const QColor colour = seriesColour(int(i), palette);
        m_values[i]->setScatterStyle(QCPScatterStyle(marks[i % marks.size()], QPen(colour, 1.5), Qt::NoBrush, markSize));
        m_means[i]->setPen(QPen(colour, 1));
    }
    const PlotColours colours = plotColours(palette);
    plot().legend->setBorderPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_limitLines.size(); ++i) {
        const VerdictStyle look = styleOf(i == 0 ? inference::Verdict::Fail : inference::Verdict::Review, palette);
        m_limitLines[i]->setPen(QPen(look.fill, 1.5, i == 0 ? Qt::SolidLine : Qt::DashLine));
    }
    m_ring->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.text, 2), Qt::NoBrush, markSize * 2));
}

void GaugePlot::retranslate()
{
    plotArea()->setAccessibleName(tr("Values of each part by appraiser"));
}

void GaugePlot::markCurrent()
{
    m_ring->data()->clear();
    if (current() >= 0)
        m_ring->addData(keyOf(m_points[std::size_t(current())]), m_points[std::size_t(current())].value);
}

int GaugePlot::itemAt(QPointF at) const
{
    int nearest = -1;
    double least = reach;
    for (int item = 0; item < itemCount(); ++item) {
        const QPointF off = placeOf(item) - at;
        if (const double distance = std::hypot(off.x(), off.y()); distance < least) {
            least = distance;
            nearest = item;
        }
    }
    return nearest;
}

void GaugePlot::activate(int item)
{
    emit partActivated(m_points[std::size_t(item)].path);
}

}  // namespace widgets
