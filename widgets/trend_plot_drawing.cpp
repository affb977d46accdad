// What a TrendPlot draws: points, a line or the fail rate, limits, the axes' numbers.

#include "widgets/measure.h"
#include "widgets/number_text.h"
#include "widgets/plot_ticks_p.h"
#include "widgets/trend_plot.h"

namespace widgets {

void TrendPlot::drawPoints()
{
    std::array<QVector<QCPGraphData>, 3> drawn;
    for (int place = 0; place < itemCount(); ++place)
        drawn[std::size_t(point(place).verdict)].append(QCPGraphData(m_keys[std::size_t(place)], point(place).score));
    for (std::size_t i = 0; i < drawn.size(); ++i)
        m_marks[i]->data()->set(drawn[i], true);
}

void TrendPlot::drawLine()
{
    for (QCPGraph* graph : {m_mean, m_rate, m_centre, m_upper, m_lower})
        graph->data()->clear();
    m_rates = {};
    plot().yAxis2->setVisible(m_lineKind == Line::FailRate);
    if (m_lineKind == Line::FailRate)
        drawRate();
    if (m_lineKind != Line::Mean)
        return;
    std::vector<double> scores;
    for (int place = 0; place < itemCount(); ++place)
        scores.push_back(point(place).score);
    const std::vector<double> means = runningMean(scores, window());
    QVector<QCPGraphData> drawn;
    for (std::size_t place = 0; place < means.size(); ++place)
        drawn.append(QCPGraphData(m_keys[place], means[place]));
    m_mean->data()->set(drawn, true);
}

void TrendPlot::drawRate()
{
    std::vector<bool> failing;
    for (int place = 0; place < itemCount(); ++place)
        failing.push_back(point(place).verdict == inference::Verdict::Fail);
    m_rates = failRateChart(failing, window());
    double top = 0;
    const auto add = [&](double key, const FailRateChart::Group& group) {
        m_rate->addData(key, group.rate * 100);
        m_centre->addData(key, m_rates.mean * 100);
        m_upper->addData(key, group.upper * 100);
        m_lower->addData(key, group.lower * 100);
        top = std::max({top, group.rate * 100, group.upper * 100});
    };
    const double half = m_by == Order::File ? 0.5 : 0;
    for (const FailRateChart::Group& group : m_rates.groups)
        add(m_keys[std::size_t(group.first)] - half, group);
    add(m_keys.back() + half, m_rates.groups.back());  // the last step has an end
    plot().yAxis2->setRange(0, std::max(top * 1.08, 1.0));
}

void TrendPlot::drawLimits()
{
    const bool both = m_limits && m_limits->review < m_limits->fail;
    const std::array shown{m_limits.has_value(), both};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        m_limitLines[i]->setVisible(shown[i]);
        m_limitTexts[i]->setVisible(shown[i]);
        if (!shown[i])
            continue;
        const double limit = sixDecimals(i == 0 ? m_limits->fail : m_limits->review);
        m_limitLines[i]->point1->setCoords(0, limit);
        m_limitLines[i]->point2->setCoords(1, limit);
        m_limitTexts[i]->position->setCoords(0, limit);
        m_limitTexts[i]->setText((i == 0 ? tr("Fail %1") : tr("Review %1")).arg(scoreText(limit)));
        // Outside of the band between both, where they may lie close to each other.
        const bool above = i == 0 && limit < 0.95;
        m_limitTexts[i]->setPositionAlignment(Qt::AlignLeft | (above ? Qt::AlignBottom : Qt::AlignTop));
    }
}

void TrendPlot::fitTo(QSize size)
{
    const QFontMetrics metrics(plot().font());
    plot().axisRect()->setMinimumMargins(QMargins(0, metrics.height() / 2 + 4, metrics.averageCharWidth() * 4, 0));
    plot().yAxis->ticker()->setTickCount(ticksIn(size.height(), metrics.height()));
    plot().yAxis2->ticker()->setTickCount(ticksIn(size.height(), metrics.height()));
    const bool file = m_by == Order::File;
    const bool dates = bool(plot().xAxis->ticker().dynamicCast<QCPAxisTickerDateTime>());
    if (file == dates)
        plot().xAxis->setTicker(file ? QSharedPointer<QCPAxisTicker>(new WholeTicker)
                                     : QSharedPointer<QCPAxisTicker>(new QCPAxisTickerDateTime));
    else if (file && !plot().xAxis->ticker().dynamicCast<WholeTicker>())
        plot().xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new WholeTicker));
    plot().xAxis->ticker()->setTickCount(std::clamp(size.width() / (metrics.averageCharWidth() * 14), 2, 10));
    labelTime();
    shapePoints();
}

void TrendPlot::labelTime()
{
    const auto ticker = plot().xAxis->ticker().dynamicCast<QCPAxisTickerDateTime>();
    if (!ticker)
        return;
    constexpr double minute = 60;
    constexpr double day = 24 * 60 * minute;
    const double seconds = plot().xAxis->range().size();
    ticker->setDateTimeFormat(seconds < 5 * minute ? QStringLiteral("HH:mm:ss")
                              : seconds < 2 * day  ? QStringLiteral("HH:mm\nd MMM")
                              : seconds < 300 * day ? QStringLiteral("d MMM\nyyyy")
                                                    : QStringLiteral("MMM\nyyyy"));
}

}  // namespace widgets
