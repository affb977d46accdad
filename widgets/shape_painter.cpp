#include "widgets/shape_painter.h"

#include "widgets/screen_lines.h"
#include "widgets/zone_shapes.h"

#include <QPainter>

#include <cmath>

namespace widgets {
namespace {

using inference::Point;
using inference::Polygon;

// Widget pixels.
constexpr double lineWidth = 1.6;
constexpr double rim = 1.0;  // of the dark line, on each side
constexpr double hatchPitch = 12;
constexpr double spare = 16;
constexpr double lineRoom = 8;  // around an outline, for its lines

constexpr qint64 greatestStamp = 500'000;  // device pixels: beyond, copying isn't faster than stroking

void stroke(QPainter& painter, const std::vector<QPolygonF>& lines, const QColor& colour, double width)
{
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    painter.setBrush(Qt::NoBrush);
    for (const QPolygonF& line : lines)
        painter.drawPolyline(line);
}

QImage hatchTile(double ratio)
{
    const int side = int(std::lround(hatchPitch * ratio));
    QImage tile(side, side, QImage::Format_ARGB32_Premultiplied);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    // Dark beside light, so that it is seen on every picture; three times, so that tiles join.
    const auto lines = [&](const QColor& colour, double width, double offset) {
        painter.setPen(QPen(colour, width * ratio));
        for (const int copy : {-1, 0, 1}) {
            const double x = copy * side + offset * ratio;
            painter.drawLine(QPointF(x - side, 2.0 * side), QPointF(x + 2.0 * side, -1.0 * side));
        }
    };
    lines(QColor(0, 0, 0, 130), 2.6, 0.4);
    lines(QColor(235, 235, 235, 170), 1.1, 0);
    return tile;
}

/// The device pixels that a shape and its lines take.
QRect deviceBox(const Polygon& outline, const ViewTransform& view)
{
    const inference::Rect box = boundsOf(outline);
    const QRectF room = view.toWidget(QRectF(box.x, box.y, box.width, box.height)).adjusted(-lineRoom, -lineRoom, lineRoom, lineRoom);
    const double ratio = view.devicePixelRatio();
    return QRectF(room.topLeft() * ratio, room.size() * ratio).toAlignedRect();
}

}  // namespace

QRectF paintedArea(const ViewTransform& view)
{
    return QRectF(QPointF(0, 0), view.viewport()).adjusted(-spare, -spare, spare, spare);
}

void strokeShape(QPainter& painter, const std::vector<QPolygonF>& lines, const ShapeStyle& style)
{
    const double width = style.selected || style.strong ? lineWidth * 1.5 : lineWidth;
    if (style.selected)
        stroke(painter, lines, QColor(255, 255, 255, 220), width + 2 * rim + 2);
    stroke(painter, lines, QColor(0, 0, 0, 190), width + 2 * rim);
    stroke(painter, lines, style.colour, width);
}

void ShapePainter::keepSlots(int count)
{
    if (std::size_t(count) < m_stamps.size())
        m_stamps.resize(std::size_t(count));
}

void ShapePainter::paint(QPainter& painter, const ViewTransform& view, const Polygon& outline, const ShapeStyle& style, int slot)
{
    const QRect box = deviceBox(outline, view);
    const bool small = qint64(box.width()) * box.height() <= greatestStamp;
    if (!small) {
        paintDirectly(painter, view, outline, style, paintedArea(view));
        return;
    }
    if (std::size_t(slot) >= m_stamps.size())
        m_stamps.resize(std::size_t(slot) + 1);
    Stamp& stamp = m_stamps[std::size_t(slot)];
    if (stamp.zoom != view.zoom() || stamp.ratio != view.devicePixelRatio() || stamp.style != style || stamp.outline != outline) {
        stamp.outline = outline;
        stamp.style = style;
        refresh(stamp, view, box);
    }
    painter.drawImage(QPointF(view.deviceOrigin() + stamp.offset) / view.devicePixelRatio(), stamp.image);
}

void ShapePainter::refresh(Stamp& stamp, const ViewTransform& view, const QRect& box)
{
    const double ratio = view.devicePixelRatio();
    stamp.zoom = view.zoom();
    stamp.ratio = ratio;
    stamp.offset = box.topLeft() - view.deviceOrigin();
    stamp.image = QImage(box.size(), QImage::Format_ARGB32_Premultiplied);
    stamp.image.setDevicePixelRatio(ratio);
    stamp.image.fill(Qt::transparent);
    QPainter painter(&stamp.image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area(QPointF(box.topLeft()) / ratio, QSizeF(box.size()) / ratio);
    painter.translate(-area.topLeft());
    if (stamp.style.kind == ShapeKind::DontCare)
        paintHatch(painter, view, stamp.outline, area);
    // Lines replace what is below them. Blending them instead, Qt hands every 64 spans to another thread, which makes short
    // ones three times as slow.
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    strokeShape(painter, inSight(onScreen(stamp.outline, view), area), stamp.style);
}

void ShapePainter::paintDirectly(QPainter& painter, const ViewTransform& view, const Polygon& outline, const ShapeStyle& style,
                                 const QRectF& area)
{
    if (style.kind == ShapeKind::DontCare)
        paintHatch(painter, view, outline, area);
    strokeShape(painter, inSight(onScreen(outline, view), area), style);
}

void ShapePainter::paintHatch(QPainter& painter, const ViewTransform& view, const Polygon& outline, const QRectF& area)
{
    const double ratio = view.devicePixelRatio();
    const int side = int(std::lround(hatchPitch * ratio));
    if (m_hatch.width() != side)
        m_hatch = hatchTile(ratio);
    const QPointF corner = view.toImage(area.topLeft());
    const QPointF far = view.toImage(area.bottomRight());
    // Far zoomed in an outline would reach beyond what the rasteriser counts in.
    QPolygonF inside;
    for (const Point point : clipped(outline, {corner.x(), corner.y(), far.x() - corner.x(), far.y() - corner.y()}))
        inside << view.toWidget(toQt(point));
    const QPoint origin = view.deviceOrigin();
    QBrush brush(m_hatch);
    brush.setTransform(QTransform::fromScale(1 / ratio, 1 / ratio).translate(origin.x() % side, origin.y() % side));
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawPolygon(inside, Qt::OddEvenFill);
}

}  // namespace widgets
