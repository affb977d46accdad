#include "app/report/chart_frame_p.h"
#include "app/report/charts_p.h"
#include "app/report/sheet.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace app {
namespace {

/// Told apart by dash too.
struct LineLook {
    QColor colour;
    Qt::PenStyle style;
};
const std::array<LineLook, 6> looks {{{QColor(0x1d, 0x5a, 0xa8), Qt::SolidLine}, {QColor(0xb3, 0x26, 0x1e), Qt::DashLine}, {QColor(0x1b, 0x6e, 0x2f), Qt::DashDotLine},
                                      {QColor(0x7b, 0x2d, 0x8e), Qt::SolidLine}, {QColor(0x8a, 0x53, 0x00), Qt::DashLine}, {QColor(0x0b, 0x72, 0x85), Qt::DashDotLine}}};

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
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
        QPolygonF polygon;
        for (const inference::evaluation::CurvePoint& point : chart.lines[i].points)
            polygon.append({frame.x(point.x), frame.y(point.y)});
        const LineLook& look = looks[i % looks.size()];
        painter.setPen(QPen(look.colour, i < looks.size() ? 14 : 7, look.style));
        painter.drawPolyline(polygon);
    }
    if (chart.lines.size() < 2)
        return;
    double y = frame.plot.bottom() - 60;
    for (std::size_t i = std::min(chart.lines.size(), looks.size()); i-- > 0;) {
        const QFont font = sheet::font(sheet::Type::Small);
        const TextBlock name(cutText(chart.lines[i].name, font, 700), font, 720);
        y -= name.height();
        painter.setPen(QPen(looks[i].colour, 14, looks[i].style));
        painter.drawLine(QPointF(frame.plot.right() - 960, y + name.height() / 2), QPointF(frame.plot.right() - 760, y + name.height() / 2));
        name.draw(painter, {frame.plot.right() - 720, y});
    }
}

}  // namespace app
