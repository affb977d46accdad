#include "widgets/histogram_plot.h"

#include "widgets/label_style.h"
#include "widgets/plot_style.h"

#include <qcustomplot.h>

#include <QEvent>

#include <cmath>

namespace widgets {

using inference::Label;

namespace {

/// From below. The rarest lies on the axis, where heights can be compared.
constexpr std::array piled{Label::Defective, Label::Good, Label::None};
constexpr double lowestCount = 0.5;  // of a logarithmic axis: one part is seen

}  // namespace

HistogramPlot::HistogramPlot(QWidget* parent)
    : QWidget(parent)
    , m_parts(std::make_shared<const inference::evaluation::ScoreDistribution>())
    , m_plot(new QCustomPlot(this))
{
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setNoAntialiasingOnDrag(true);
    for (std::size_t i = 0; i < piled.size(); ++i) {
        auto* bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
        bars->setAntialiased(false);
        bars->setAntialiasedFill(false);
        bars->setStackingGap(0);
        bars->setSelectable(QCP::stNone);
        if (i > 0)
            bars->moveAbove(m_bars[i - 1]);
        m_bars[i] = bars;
    }
    m_plot->xAxis->grid()->setVisible(false);
    connect(m_plot, &QCustomPlot::afterReplot, this, &HistogramPlot::laidOut);
    restyle();
}

void HistogramPlot::setDistribution(const Distribution& parts)
{
    m_parts = parts ? parts : std::make_shared<const inference::evaluation::ScoreDistribution>();
    rebin();
}

void HistogramPlot::setRange(double low, double high)
{
    if (low == m_low && high == m_high)
        return;
    m_low = low;
    m_high = high;
    rebin();
}

void HistogramPlot::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    rebin();
}

void HistogramPlot::setScoreName(const QString& name)
{
    m_scoreName = name;
    restyle();
}

void HistogramPlot::setHeadroom(int pixels)
{
    m_plot->axisRect()->setMinimumMargins(QMargins(8, pixels, 12, 0));
    m_plot->replot();
}

void HistogramPlot::rebin()
{
    // The widget's width, not the area's: that changes with the tick labels, and the bars shall not flicker with them.
    m_bins = binned(*m_parts, m_low, m_high, 0.9 * width());
    for (std::size_t i = 0; i < piled.size(); ++i) {
        QVector<QCPBarsData> pieces;
        for (std::size_t bar = 0; bar < m_bins.counts.size(); ++bar)
            if (const std::size_t count = m_bins.counts[bar][std::size_t(piled[i])])
                pieces.append({m_bins.from(bar) + m_bins.width() / 2, double(count)});
        m_bars[i]->setWidth(m_bins.width());
        m_bars[i]->data()->set(pieces, true);
    }
    const double top = double(std::max<std::size_t>(m_bins.tallest(), 1));
    QCPAxis& counts = *m_plot->yAxis;
    counts.setScaleType(m_logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (m_logarithmic) {
        counts.setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        counts.setRange(lowestCount, std::max(top, 10.0) * 1.4);
    } else {
        auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
        ticker->setTickStep(1);  // there is no half of a part
        ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
        counts.setTicker(ticker);
        counts.setRange(0, top * 1.08);
    }
    counts.setSubTicks(m_logarithmic);
    m_plot->xAxis->setRange(m_low, m_high);
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void HistogramPlot::restyle()
{
    applyPlotStyle(*m_plot);
    for (std::size_t i = 0; i < piled.size(); ++i) {
        const LabelStyle style = styleOf(piled[i], palette());
        m_bars[i]->setBrush(style.fill);
        m_bars[i]->setPen(QPen(style.line, 1));
    }
    m_plot->xAxis->setLabel(m_scoreName.isEmpty() ? tr("Score") : m_scoreName);
    m_plot->yAxis->setLabel(tr("Parts"));
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

QRect HistogramPlot::area() const
{
    return m_plot->axisRect()->rect();
}

double HistogramPlot::placeOf(double score) const
{
    return m_plot->xAxis->coordToPixel(score);
}

double HistogramPlot::scoreAt(double x) const
{
    return m_plot->xAxis->pixelToCoord(x);
}

std::optional<HistogramPlot::Hit> HistogramPlot::hitAt(QPointF at) const
{
    const QRectF inside = area();
    if (!inside.contains(at))
        return std::nullopt;
    const double score = scoreAt(at.x());
    const auto bar = std::size_t(std::max(0.0, std::floor(score * m_bins.perUnit) - m_bins.first));
    if (bar >= m_bins.counts.size() || m_bins.total(bar) == 0)
        return std::nullopt;
    const double left = placeOf(m_bins.from(bar));
    const double right = placeOf(m_bins.from(bar) + m_bins.width());
    Hit hit{m_bins.from(bar), m_bins.to(bar), std::nullopt, m_bins.counts[bar],
            QRectF(QPointF(left, inside.top()), QPointF(right, inside.bottom())) & inside};
    const double count = m_plot->yAxis->pixelToCoord(at.y());
    double pile = 0;
    for (const Label label : piled) {
        pile += double(m_bins.counts[bar][std::size_t(label)]);
        if (count < pile) {
            hit.label = label;
            break;
        }
    }
    return hit;
}

QSize HistogramPlot::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 8};
}

void HistogramPlot::resizeEvent(QResizeEvent* event)
{
    m_plot->setGeometry(rect());
    m_plot->setViewport(rect());  // its own resize event comes late when it isn't shown yet
    rebin();  // the bars' width has a least number of pixels
    QWidget::resizeEvent(event);
}

void HistogramPlot::changeEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::LanguageChange:
    case QEvent::LocaleChange:
    case QEvent::StyleChange: restyle(); break;
    default: break;
    }
    QWidget::changeEvent(event);
}

}  // namespace widgets
