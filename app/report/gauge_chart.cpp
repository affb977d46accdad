#include "app/report/chapters_p.h"
#include "app/report/chart_frame_p.h"
#include "app/report/charts_p.h"
#include "app/report/gauge_answer.h"
#include "app/report/sheet.h"
#include "widgets/number_text.h"
#include "widgets/series_style.h"
#include "widgets/verdict_style.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr double spread = 0.5;  // of the room between two parts, for the appraisers beside each other
constexpr double mark = 28;     // half its width

constexpr int mostDrawn = 24;   // appraisers

/// Appraisers are told apart without colour: a ring, a square, a triangle, a diamond, and so on.
void paintMark(QPainter& painter, QPointF at, int appraiser)
{
    switch (appraiser % 4) {
    case 0: painter.drawEllipse(at, mark, mark); return;
    case 1: painter.drawRect(QRectF(at - QPointF(mark, mark), QSizeF(2 * mark, 2 * mark))); return;
    case 2: painter.drawPolygon(QPolygonF({at + QPointF(0, -mark), at + QPointF(mark, mark), at + QPointF(-mark, mark)})); return;
    default: painter.drawPolygon(QPolygonF({at + QPointF(0, -mark), at + QPointF(mark, 0), at + QPointF(0, mark), at + QPointF(-mark, 0)})); return;
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
        for (int appraiser = 0; appraiser < std::min(int(m_answer.design.appraisers.size()), mostDrawn); ++appraiser)
            paintAppraiser(appraiser);
        if (m_answer.design.appraisers.size() > 1)
            paintNames();
    }

private:
    static ChartFrame frameFor(const QRectF& area, const GaugeAnswer& answer)
    {
        auto [low, high] = std::ranges::minmax(answer.points, {}, &widgets::GaugePoint::value);
        double from = low.value, to = high.value;
        if (const auto& limits = answer.question.limits) {
            from = std::min(from, double(limits->review));
            to = std::max(to, double(limits->fail));
        }
        const double room = to > from ? (to - from) * 0.06 : std::max(std::abs(from) * 0.06, 0.5);
        return {area, -0.6, double(answer.design.parts.size()) - 0.4, from - room, to + room};
    }

    double keyOf(int part, int appraiser) const
    {
        const auto appraisers = double(m_answer.design.appraisers.size());
        return part + (appraisers > 1 ? spread * (appraiser / (appraisers - 1) - 0.5) : 0);
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
            const auto line = [&](double limit, inference::Verdict verdict) {
                const widgets::VerdictStyle look = widgets::styleOf(verdict, paperPalette());
                m_frame.markY(m_painter, limit, look.word + QLatin1Char(' ') + widgets::scoreText(limit), look.text);
            };
            line(double(limits->fail), inference::Verdict::Fail);
            if (limits->review < limits->fail)
                line(double(limits->review), inference::Verdict::Review);
        }
    }

    void paintAppraiser(int appraiser)
    {
        std::vector<double> sums(std::size_t(m_answer.design.parts.size()));
        const QColor colour = widgets::seriesColour(appraiser, paperPalette());
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(colour, 12));
        for (const widgets::GaugePoint& point : m_answer.points) {
            if (point.appraiser != appraiser)
                continue;
            sums[std::size_t(point.part)] += point.value;
            paintMark(m_painter, {m_frame.x(keyOf(point.part, appraiser)), m_frame.y(point.value)}, appraiser);
        }
        QPolygonF means;
        for (std::size_t part = 0; part < sums.size(); ++part)
            means.append({m_frame.x(keyOf(int(part), appraiser)), m_frame.y(sums[part] / m_answer.design.trials)});
        m_painter.setPen(QPen(colour, 7));
        m_painter.drawPolyline(means);
    }

    /// In a row above the values.
    void paintNames()
    {
        double x = m_frame.plot.left();
        for (int appraiser = 0; appraiser < m_answer.design.appraisers.size(); ++appraiser) {
            const QFont font = sheet::font(sheet::Type::Small);
            const TextBlock name(cutText(m_answer.design.appraisers[appraiser], font, 900), font, 950);
            if (x + name.width() > m_frame.plot.right())
                return;
            m_painter.setPen(QPen(widgets::seriesColour(appraiser, paperPalette()), 12));
            m_painter.setBrush(Qt::NoBrush);
            paintMark(m_painter, {x + mark, m_frame.plot.top() - 100 + name.height() / 2}, appraiser);
            name.draw(m_painter, {x + 3 * mark, m_frame.plot.top() - 100});
            x += name.width() + 7 * mark;
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
