#include "app/report/chapters_p.h"
#include "app/report/chart_frame_p.h"
#include "app/report/charts_p.h"
#include "app/report/gauge_answer.h"
#include "app/report/sheet.h"
#include "widgets/rate_text.h"
#include "widgets/series_style.h"
#include "widgets/verdict_style.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>

namespace app {
namespace {

constexpr double mark = 28;     // half its width

/// Appraisers are told apart without colour.
void paintMark(QPainter& painter, QPointF at, int appraiser)
{
    const auto polygon = [&](std::initializer_list<QPointF> corners) {
        QPolygonF shape;
        for (const QPointF& corner : corners)
            shape.append(at + corner * mark);
        painter.drawPolygon(shape);
    };
    const auto stroke = [&](QPointF end) { painter.drawLine(at - end * mark, at + end * mark); };
    switch (appraiser % 7) {
    case 0: painter.drawEllipse(at, mark, mark); return;
    case 1: polygon({{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}); return;
    case 2: polygon({{0, -1}, {1, 1}, {-1, 1}}); return;
    case 3: polygon({{0, -1}, {1, 0}, {0, 1}, {-1, 0}}); return;
    case 4: stroke({1, 1}); stroke({1, -1}); return;
    case 5: polygon({{0, 1}, {1, -1}, {-1, -1}}); return;
    default: stroke({1, 0}); stroke({0, 1}); return;
    }
}

class GaugeChart {
public:
    GaugeChart(QPainter& painter, const QRectF& area, const GaugeAnswer& answer)
        : m_painter(painter)
        , m_answer(answer)
        , m_axis(axisOf(answer.question.measure, answer.question.calibration))
        , m_frame(frameFor(area, answer))
    {
    }

    void paint()
    {
        paintAxes();
        const auto appraisers = int(m_answer.design.appraisers.size());
        if (appraisers > widgets::mostAppraisersApart) {
            paintPoints(std::nullopt);  // too many to be told apart
            return;
        }
        for (int appraiser = 0; appraiser < appraisers; ++appraiser) {
            paintPoints(appraiser);
            paintMeans(appraiser);
        }
        if (appraisers > 1)
            paintNames();
    }

private:
    static ChartFrame frameFor(const QRectF& area, const GaugeAnswer& answer)
    {
        const auto [low, high] = widgets::gaugeRange(answer.points, answer.question.limits);
        return {area, -0.6, double(answer.design.parts.size()) - 0.4, low, high};
    }

    double keyOf(int part, int appraiser) const
    {
        return widgets::gaugeKey(part, appraiser, int(m_answer.design.appraisers.size()));
    }

    void paintAxes()
    {
        const auto values = axisTicks(m_frame.lowY, m_frame.highY, 6);
        const int decimals = values.size() > 1 ? std::clamp(int(std::ceil(-std::log10(values[1] - values[0]) - 1e-9)), 0, 6) : m_axis.decimals;
        m_frame.drawY(m_painter, m_axis.title(), values, [decimals](double value) { return QLocale().toString(value, 'f', decimals); });
        const QStringList& parts = m_answer.design.parts;
        const double room = m_frame.plot.width() / double(parts.size());
        constexpr double leastName = 420;
        const int step = std::max(1, int(std::ceil(leastName / room)));
        std::vector<double> places;
        for (int part = 0; part < parts.size(); part += step)
            places.push_back(part);
        m_frame.drawX(m_painter, QString(), places, [&](double part) { return cutText(parts[int(part)], sheet::font(sheet::Type::Small), room * step - 40); });
        if (const auto& limits = m_answer.question.limits) {
            std::vector<ChartFrame::Mark> marks;
            const auto add = [&marks](double limit, inference::Verdict verdict) {
                const widgets::VerdictStyle look = widgets::styleOf(verdict, paperPalette());
                marks.push_back({limit, look.word + QLatin1Char(' ') + widgets::limitText(limit), look.text});
            };
            add(double(limits->fail), inference::Verdict::Fail);
            if (limits->review < limits->fail)
                add(double(limits->review), inference::Verdict::Review);
            m_frame.markY(m_painter, std::move(marks));
        }
    }

    /// Of one appraiser, or of all alike.
    void paintPoints(std::optional<int> appraiser)
    {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(widgets::seriesColour(appraiser.value_or(0), paperPalette()), 12));
        for (const widgets::GaugePoint& point : m_answer.points)
            if (!appraiser || point.appraiser == *appraiser)
                paintMark(m_painter, {m_frame.x(keyOf(point.part, point.appraiser)), m_frame.y(point.value)}, appraiser.value_or(0));
    }

    void paintMeans(int appraiser)
    {
        std::vector<double> sums(std::size_t(m_answer.design.parts.size()));
        for (const widgets::GaugePoint& point : m_answer.points)
            if (point.appraiser == appraiser)
                sums[std::size_t(point.part)] += point.value;
        QPolygonF means;
        for (std::size_t part = 0; part < sums.size(); ++part)
            means.append({m_frame.x(keyOf(int(part), appraiser)), m_frame.y(sums[part] / m_answer.design.trials)});
        m_painter.setPen(QPen(widgets::seriesColour(appraiser, paperPalette()), 7));
        m_painter.drawPolyline(means);
    }

    /// In a row above the values, each as wide as all have room for.
    void paintNames()
    {
        const auto appraisers = int(m_answer.design.appraisers.size());
        const QFont font = sheet::font(sheet::Type::Small);
        const double room = m_frame.plot.width() / appraisers;
        double x = m_frame.plot.left();
        for (int appraiser = 0; appraiser < appraisers; ++appraiser) {
            const TextBlock name(cutText(m_answer.design.appraisers[appraiser], font, std::max(room - 5 * mark, 2 * mark)), font, room);
            m_painter.setPen(QPen(widgets::seriesColour(appraiser, paperPalette()), 12));
            m_painter.setBrush(Qt::NoBrush);
            paintMark(m_painter, {x + mark, m_frame.plot.top() - 100 + name.height() / 2}, appraiser);
            name.draw(m_painter, {x + 3 * mark, m_frame.plot.top() - 100});
            x += std::min(room, name.width() + 8 * mark);
        }
    }

    QPainter& m_painter;
    const GaugeAnswer& m_answer;
    widgets::GaugeAxis m_axis;
    ChartFrame m_frame;
};

}  // namespace

void paintGaugeChart(QPainter& painter, const QRectF& area, const GaugeAnswer& answer)
{
    GaugeChart(painter, area, answer).paint();
}

}  // namespace app
