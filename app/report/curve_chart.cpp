#include "app/report/chart_frame_p.h"
#include "app/report/charts_p.h"
#include "app/report/sheet.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace app {
namespace {

/// Told apart by dash too: thirty looks, and as many with thinner lines.
QPen penOf(int look)
{
    static const std::array colours {QColor(0x1d, 0x5a, 0xa8), QColor(0xb3, 0x26, 0x1e), QColor(0x1b, 0x6e, 0x2f),
                                     QColor(0x7b, 0x2d, 0x8e), QColor(0x8a, 0x53, 0x00), QColor(0x0b, 0x72, 0x85)};
    static constexpr std::array styles {Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DotLine, Qt::DashDotDotLine};
    const std::size_t place = std::size_t(look), colour = place % colours.size(), round = place / colours.size();
    return QPen(colours[colour], round / styles.size() % 2 == 0 ? 14 : 7, styles[(colour % 3 + round) % styles.size()]);
}

QString tickText(double value)
{
    return QLocale().toString(value, 'g', 2);
}

}  // namespace

void paintCurveChart(QPainter& painter, const QRectF& area, const CurveChart& chart)
{
    TextBlock(chart.title, sheet::Type::Strong, area.width(), Qt::AlignHCenter).draw(painter, area.topLeft());
    double right = 0;
    for (const CurveLine& line : chart.lines)
        right = std::max(right, line.points.back().x);
    const ChartFrame frame(area.adjusted(0, 40, 0, 0), 0, right > 0 ? right : 1, 0, 1);
    frame.drawY(painter, chart.yTitle, axisTicks(0, 1, 5), tickText);
    frame.drawX(painter, chart.xTitle, axisTicks(0, frame.highX, 5), tickText);
    painter.setBrush(Qt::NoBrush);
    for (const CurveLine& line : chart.lines) {
        QPolygonF polygon;
        for (const inference::evaluation::CurvePoint& point : line.points)
            polygon.append({frame.x(point.x), frame.y(point.y)});
        painter.setPen(penOf(line.look));
        painter.drawPolyline(polygon);
    }
}

void paintCurveName(QPainter& painter, const QRectF& area, int look, const QString& name)
{
    constexpr double sample = 300, gap = 40;
    const QFont font = sheet::font(sheet::Type::Small);
    const double room = area.width() - sample - gap;
    const TextBlock text(cutText(name, font, room - 10), font, room);
    painter.setPen(penOf(look));
    painter.drawLine(QPointF(area.left(), area.top() + text.height() / 2), QPointF(area.left() + sample, area.top() + text.height() / 2));
    text.draw(painter, {area.left() + sample + gap, area.top()});
}

}  // namespace app
