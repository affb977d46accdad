#include "widgets/trend_plot.h"

#include "widgets/plot_ticks_p.h"
#include "widgets/tsv_text.h"
#include "widgets/verdict_style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>

#include <cmath>
#include <numeric>
#include <utility>

namespace widgets {

namespace {

constexpr int defaultWindow = 20;
// A little beyond 0 and 1, so that marks at the ends are whole.
constexpr double lowestShown = -0.04;
constexpr double highestShown = 1.04;
constexpr double reach = 8;  // pixels from a point's centre at which it is still meant

const TrendPoints& nonePoints()
{
    static const TrendPoints none = std::make_shared<const std::vector<TrendPoint>>();
    return none;
}

}  // namespace

TrendPlot::TrendPlot(QWidget* parent)
    : PlotView(parent), m_points(nonePoints()), m_timed(nonePoints()), m_orders(new QComboBox(this)), m_lines(new QComboBox(this)),
      m_window(new QSpinBox(this)), m_mean(nullptr), m_rate(nullptr), m_centre(nullptr), m_upper(nullptr), m_lower(nullptr),
      m_ring(nullptr)
{
    makeControls();
    makeAxes();
    for (const auto verdict : {inference::Verdict::Pass, inference::Verdict::Review, inference::Verdict::Fail}) {
        QCPGraph* graph = plot().addGraph();  // failing ones last: on top
        graph->setLineStyle(QCPGraph::lsNone);
        m_marks[std::size_t(verdict)] = graph;
    }
    m_mean = plot().addGraph();
    for (QCPGraph** graph : {&m_upper, &m_lower, &m_centre, &m_rate}) {
        *graph = plot().addGraph(plot().xAxis, plot().yAxis2);
        (*graph)->setLineStyle(QCPGraph::lsStepLeft);
    }
    m_ring = plot().addGraph();
    m_ring->setLineStyle(QCPGraph::lsNone);
    // A layer of their own: moved limits are drawn without the points.
    plot().addLayer(QStringLiteral("limits"), plot().layer(QStringLiteral("main")));
    plot().layer(QStringLiteral("limits"))->setMode(QCPLayer::lmBuffered);
    for (std::size_t i = 0; i < m_limitLines.size(); ++i) {
        m_limitLines[i] = new QCPItemStraightLine(&plot());
        m_limitTexts[i] = new QCPItemText(&plot());
        m_limitTexts[i]->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        m_limitTexts[i]->position->setTypeY(QCPItemPosition::ptPlotCoords);
        m_limitTexts[i]->setPadding(QMargins(4, 0, 4, 0));
        m_limitLines[i]->setLayer(QStringLiteral("limits"));
        m_limitTexts[i]->setLayer(QStringLiteral("limits"));
    }
    start();
}

void TrendPlot::makeControls()
{
    m_orders->addItems({QString(), QString()});
    m_lines->addItems({QString(), QString(), QString()});
    m_lines->setCurrentIndex(int(m_lineKind));
    m_window->setRange(2, 10000);
    m_window->setValue(defaultWindow);
    m_window->setKeyboardTracking(false);
    for (QWidget* control : {static_cast<QWidget*>(m_orders), static_cast<QWidget*>(m_lines), static_cast<QWidget*>(m_window)})
        controls()->addWidget(control);
    controls()->addStretch();
    connect(m_orders, &QComboBox::currentIndexChanged, this, [this](int place) { setOrder(Order(place)); });
    connect(m_lines, &QComboBox::currentIndexChanged, this, [this](int place) { setLine(Line(place)); });
    connect(m_window, &QSpinBox::valueChanged, this, [this] { touch(); });
}

void TrendPlot::makeAxes()
{
    plot().yAxis->setRange(lowestShown, highestShown);
    plot().yAxis->setNumberFormat(QStringLiteral("g"));
    plot().yAxis->setNumberPrecision(4);
    plot().yAxis->setSubTicks(false);
    plot().yAxis2->setNumberFormat(QStringLiteral("g"));
    plot().yAxis2->setNumberPrecision(4);
    plot().yAxis2->setSubTicks(false);
    plot().xAxis->setSubTicks(false);
    plot().xAxis->setNumberFormat(QStringLiteral("f"));
    plot().xAxis->setNumberPrecision(0);
}

void TrendPlot::setPoints(TrendPoints points)
{
    if (!points)
        points = nonePoints();
    m_fitted = m_fitted && points->size() == m_points->size();
    m_points = std::move(points);
    touch();
}

void TrendPlot::setLimits(std::optional<inference::LimitPair> limits)
{
    if (std::exchange(m_limits, limits) == limits)
        return;
    if (isStale() || isEmpty() || !isVisible()) {
        touch();
        return;
    }
    drawLimits();
    plot().layer(QStringLiteral("limits"))->replot();
}

void TrendPlot::setOrder(Order order)
{
    if (order == m_by)
        return;
    m_by = order;
    m_orders->setCurrentIndex(int(order));
    m_fitted = false;
    setCurrent(-1);
    touch();
}

void TrendPlot::setLine(Line line)
{
    if (line == m_lineKind)
        return;
    m_lineKind = line;
    m_lines->setCurrentIndex(int(line));
    m_window->setEnabled(line != Line::None);
    touch();
}

void TrendPlot::setWindow(int parts)
{
    m_window->setValue(parts);
}

int TrendPlot::window() const
{
    return m_window->value();
}

double TrendPlot::lowest() const
{
    return m_by == Order::File ? 0.5 : m_keys.front() - std::max((m_keys.back() - m_keys.front()) * 0.02, 1.0);
}

double TrendPlot::highest() const
{
    return m_by == Order::File ? m_keys.back() + 0.5 : m_keys.back() + std::max((m_keys.back() - m_keys.front()) * 0.02, 1.0);
}

void TrendPlot::readTimes()
{
    // A local time asks the system's time zone, microseconds each: only those that changed are read again.
    if (m_timed == m_points)
        return;
    m_times.resize(m_points->size());
    for (std::size_t i = 0; i < m_points->size(); ++i) {
        const QDateTime& time = (*m_points)[i].time;
        if (i < m_timed->size() && (*m_timed)[i].time == time && m_times[i].has_value() == time.isValid())
            continue;
        m_times[i] = time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
    }
    m_timed = m_points;
}

void TrendPlot::arrange()
{
    m_order.clear();
    m_keys.clear();
    if (m_by == Order::Time) {
        readTimes();
        m_order = orderByTime(m_times);
        for (const int i : m_order)
            m_keys.push_back(double(*m_times[std::size_t(i)]) / 1000);
        return;
    }
    m_order.resize(m_points->size());
    std::iota(m_order.begin(), m_order.end(), 0);
    for (std::size_t i = 0; i < m_order.size(); ++i)
        m_keys.push_back(double(i + 1));
}

void TrendPlot::rebuild()
{
    arrange();
    if (m_points->empty()) {
        showEmpty(tr("No scores yet"), tr("Inspect parts: their scores stand here in order, so that a drift shows. A click on a point"
                                          " opens its part."));
        return;
    }
    if (m_order.empty()) {
        showEmpty(tr("No part has a time"), tr("Choose the order of files to see the scores."));
        return;
    }
    showPlot();
    if (!m_fitted) {
        plot().xAxis->setRange(lowest(), highest());
        plot().yAxis->setRange(lowestShown, highestShown);
        m_fitted = true;
    }
    const int timeless = int(m_points->size() - m_order.size());
    plot().xAxis->setLabel(m_by == Order::File ? tr("Part, in file order")
                           : timeless == 0     ? tr("Time")
                                               : tr("Time (%Ln part(s) have none)", nullptr, timeless));
    drawPoints();
    drawLine();
    drawLimits();
    fitTo(plot().size());
}

void TrendPlot::markCurrent()
{
    m_ring->data()->clear();
    if (current() < 0)
        return;
    m_ring->addData(m_keys[std::size_t(current())], point(current()).score);
}

void TrendPlot::showCurrent()
{
    if (current() < 0)
        return;
    const double key = m_keys[std::size_t(current())];
    const QCPRange range = plot().xAxis->range();
    if (range.contains(key))
        return;
    const double shift = key < range.lower ? key - range.lower - range.size() * 0.1 : key - range.upper + range.size() * 0.1;
    plot().xAxis->setRange(range.lower + shift, range.upper + shift);
}

QPointF TrendPlot::placeOf(int place) const
{
    return {plot().xAxis->coordToPixel(m_keys[std::size_t(place)]), plot().yAxis->coordToPixel(point(place).score)};
}

int TrendPlot::itemAt(QPointF at) const
{
    if (m_keys.empty() || !plot().axisRect()->rect().contains(at.toPoint()))
        return -1;
    const auto first = std::ranges::lower_bound(m_keys, plot().xAxis->pixelToCoord(at.x() - reach));
    const auto last = std::ranges::upper_bound(m_keys, plot().xAxis->pixelToCoord(at.x() + reach));
    int nearest = -1;
    double least = reach * reach;
    for (auto key = first; key < last; ++key) {
        const int place = int(key - m_keys.begin());
        const QPointF away = placeOf(place) - at;
        if (const double distance = QPointF::dotProduct(away, away); distance <= least) {
            least = distance;
            nearest = place;
        }
    }
    return nearest;
}

int TrendPlot::stepped(int place, int key) const
{
    const auto [first, last] = shownPlaces();
    const int page = std::max(1, (last - first) / 10);
    if (key == Qt::Key_PageDown)
        return std::min(place + page, itemCount() - 1);
    if (key == Qt::Key_PageUp)
        return std::max(place - page, 0);
    return key == 0 ? std::clamp(first, 0, itemCount() - 1) : PlotView::stepped(place, key);
}

std::pair<int, int> TrendPlot::shownPlaces() const
{
    const QCPRange range = plot().xAxis->range();
    const auto first = std::ranges::lower_bound(m_keys, range.lower);
    const auto last = std::ranges::upper_bound(m_keys, range.upper);
    return {int(first - m_keys.begin()), int(last - m_keys.begin()) - 1};
}

void TrendPlot::activate(int place)
{
    emit partActivated(point(place).path);
}

QRect TrendPlot::spanRect(QPoint from, QPoint to) const
{
    const QRect area = plot().axisRect()->rect();
    const int left = std::clamp(std::min(from.x(), to.x()), area.left(), area.right());
    const int right = std::clamp(std::max(from.x(), to.x()), area.left(), area.right());
    return {QPoint(left, area.top()), QPoint(right, area.bottom())};
}

void TrendPlot::spanned(const QRect& span)
{
    const auto first = std::ranges::lower_bound(m_keys, plot().xAxis->pixelToCoord(span.left()));
    const auto end = std::ranges::upper_bound(m_keys, plot().xAxis->pixelToCoord(span.right() + 1));
    if (first >= end)
        return;
    QStringList paths;
    for (auto key = first; key < end; ++key)
        paths.append(point(int(key - m_keys.begin())).path);
    const int from = int(first - m_keys.begin());
    const int to = int(end - m_keys.begin()) - 1;
    const auto time = [this](int place) { return QLocale().toString(point(place).time.toLocalTime(), QLocale::ShortFormat); };
    emit partsSelected(paths, m_by == Order::File
                                  ? tr("parts %1 to %2").arg(QLocale().toString(from + 1), QLocale().toString(to + 1))
                                  : tr("parts from %1 to %2").arg(time(from), time(to)));
}

QString TrendPlot::sentenceOf(int place) const
{
    const TrendPoint& part = point(place);
    constexpr int exact = 4;
    QString sentence = tr("%1: %2, score %3")
                           .arg(part.name, styleOf(part.verdict, plot().palette()).word, QLocale().toString(part.score, 'f', exact));
    if (part.time.isValid())
        sentence = tr("%1, %2").arg(sentence, QLocale().toString(part.time.toLocalTime(), QLocale::ShortFormat));
    for (const FailRateChart::Group& group : m_rates.groups)
        if (place >= group.first && place < group.first + group.size)
            sentence += QLatin1Char('\n')
                + tr("Parts %1 to %2: %3 % fail, limits %4 to %5 %")
                      .arg(QLocale().toString(group.first + 1), QLocale().toString(group.first + group.size),
                           QLocale().toString(group.rate * 100, 'f', 1), QLocale().toString(group.lower * 100, 'f', 1),
                           QLocale().toString(group.upper * 100, 'f', 1));
    return sentence;
}

QString TrendPlot::copyText() const
{
    const QLocale locale = plainNumbers();
    constexpr int exact = 6;
    QString text = tsvLine({tr("Place"), tr("Part"), tr("Score"), tr("Verdict"), tr("Time")});
    for (int place = 0; place < itemCount(); ++place) {
        const TrendPoint& part = point(place);
        text += tsvLine({locale.toString(place + 1), tsvCell(part.name), locale.toString(part.score, 'f', exact),
                         tsvCell(styleOf(part.verdict, plot().palette()).word),
                         part.time.isValid() ? part.time.toLocalTime().toString(Qt::ISODate) : QString()});
    }
    return text;
}

}  // namespace widgets
