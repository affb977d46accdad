#include "widgets/zone_layer.h"

#include "widgets/canvas_defects.h"
#include "widgets/canvas_hud.h"
#include "widgets/number_text.h"
#include "widgets/screen_lines.h"
#include "widgets/zone_shapes.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

using inference::Point;
using inference::Polygon;

// Widget pixels.
constexpr double lineWidth = 1.6;
constexpr double rim = 1.0;  // of the dark line, on each side
constexpr double hatchPitch = 12;
constexpr double handleSide = 7;
constexpr double handleGap = 9;  // nearer ones are left out
constexpr double widestTag = 160;
constexpr double swatch = 12;
constexpr double spare = 16;  // outside the view, so that no line ends in sight

QRectF widgetBox(const Polygon& outline, const ViewTransform& view)
{
    const inference::Rect box = boundsOf(outline);
    return view.toWidget(QRectF(box.x, box.y, box.width, box.height));
}

QRectF paintedArea(const ViewTransform& view)
{
    return QRectF(QPointF(0, 0), view.viewport()).adjusted(-spare, -spare, spare, spare);
}

QColor lineColour(ShapeKind kind, const QPalette& palette)
{
    return kind == ShapeKind::Zone ? hud::accent(palette) : QColor(224, 224, 224);
}

void stroke(QPainter& painter, const std::vector<QPolygonF>& lines, const QPen& pen)
{
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    for (const QPolygonF& line : lines)
        painter.drawPolyline(line);
}

QPen bevelled(const QColor& colour, double width)
{
    return QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin);
}

Extremes tipsOf(const Polygon& outline, const ViewTransform& view)
{
    const auto at = [&](auto found) { return view.toWidget(toQt(*found)); };
    return {at(std::ranges::min_element(outline, {}, &Point::y)), at(std::ranges::max_element(outline, {}, &Point::x)),
            at(std::ranges::max_element(outline, {}, &Point::y)), at(std::ranges::min_element(outline, {}, &Point::x))};
}

std::vector<ShapeId> allShapes(const ShapeSet& shapes)
{
    std::vector<ShapeId> ids;
    for (const ShapeKind kind : {ShapeKind::Zone, ShapeKind::DontCare})
        for (int i = 0; i < count(shapes, kind); ++i)
            ids.push_back({kind, i});
    return ids;
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

void paintHandle(QPainter& painter, QPointF at, double side, const QColor& fill, const QColor& edge)
{
    const QRectF box(at.x() - side / 2, at.y() - side / 2, side, side);
    painter.setPen(QPen(QColor(0, 0, 0, 200), 1));
    painter.setBrush(edge);
    painter.drawRect(box.adjusted(-1, -1, 1, 1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

/// The hatching in small, for a tag.
void paintSwatch(QPainter& painter, const QRectF& mark)
{
    painter.setPen(QPen(hud::text(), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(mark.adjusted(0.5, 0.5, -0.5, -0.5));
    for (const double at : {1.0 / 3, 2.0 / 3, 1.0, 4.0 / 3, 5.0 / 3}) {
        const double low = std::max(0.0, at - 1) * mark.width();
        const double high = std::min(1.0, at) * mark.width();
        painter.drawLine(mark.topLeft() + QPointF(low, high), mark.topLeft() + QPointF(high, low));
    }
}

void paintRing(QPainter& painter, QPointF at, double radius, const QColor& colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 190), 3.4));
    painter.drawEllipse(at, radius, radius);
    painter.setPen(QPen(colour, 1.6));
    painter.drawEllipse(at, radius, radius);
}

}  // namespace

QString ZoneLayer::tagText(const ShapeSet& shapes, ShapeId id)
{
    const QString name = nameOf(shapes, id);
    if (id.kind == ShapeKind::Zone)
        return wholeNumber(id.index + 1) + QLatin1Char(' ') + name;
    return name.isEmpty() ? QCoreApplication::translate("ZoneLayer", "Don't care") : name;
}

void ZoneLayer::paint(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const Place& place, const QFont& font,
                      const QPalette& palette)
{
    if (!look.shapes || view.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ShapeId id : allShapes(*look.shapes))
        if (id != look.selected)
            paintShape(painter, view, look, id, place.exposed, palette);
    if (has(*look.shapes, look.selected))
        paintShape(painter, view, look, look.selected, place.exposed, palette);
    paintTags(painter, view, look, place, hud::smallFont(font), palette);
    if (look.editing) {
        paintHandles(painter, view, look, palette);
        paintSketch(painter, view, look, palette);
    }
    if (look.editing && look.caughtAt)
        paintRing(painter, view.toWidget(toQt(*look.caughtAt)), 5, Qt::white);
    painter.restore();
}

void ZoneLayer::paintShape(QPainter& painter, const ViewTransform& view, const ZoneLook& look, ShapeId id, const QRegion& exposed,
                           const QPalette& palette)
{
    const Polygon& outline = outlineOf(*look.shapes, id);
    const QRectF area = paintedArea(view);
    const QRectF box = widgetBox(outline, view).adjusted(-8, -8, 8, 8) & area;
    if (box.isEmpty() || !exposed.intersects(box.toAlignedRect()))
        return;
    if (id.kind == ShapeKind::DontCare)
        paintHatch(painter, view, outline);
    const std::vector<QPolygonF> lines = inSight(onScreen(outline, view), area);
    const bool selected = id == look.selected;
    const double width = selected || (look.editing && id == look.hovered) ? lineWidth * 1.5 : lineWidth;
    if (selected)
        stroke(painter, lines, bevelled(QColor(255, 255, 255, 220), width + 2 * rim + 2));
    stroke(painter, lines, bevelled(QColor(0, 0, 0, 190), width + 2 * rim));
    stroke(painter, lines, bevelled(lineColour(id.kind, palette), width));
}

/// The pattern lies still on the picture while it is moved.
void ZoneLayer::paintHatch(QPainter& painter, const ViewTransform& view, const Polygon& outline)
{
    const double ratio = view.devicePixelRatio();
    const int side = int(std::lround(hatchPitch * ratio));
    if (m_hatch.width() != side)
        m_hatch = hatchTile(ratio);
    const QRectF seen = paintedArea(view);
    const QPointF corner = view.toImage(seen.topLeft());
    const QPointF far = view.toImage(seen.bottomRight());
    // Far zoomed in an outline would reach beyond what the rasteriser counts in.
    QPolygonF area;
    for (const Point point : clipped(outline, {corner.x(), corner.y(), far.x() - corner.x(), far.y() - corner.y()}))
        area << view.toWidget(toQt(point));
    const QPoint origin = view.deviceOrigin();
    const QPoint shift(origin.x() % side, origin.y() % side);
    QBrush brush(m_hatch);
    brush.setTransform(QTransform::fromScale(1 / ratio, 1 / ratio).translate(shift.x(), shift.y()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawPolygon(area, Qt::OddEvenFill);
}

void ZoneLayer::paintTags(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const Place& place, const QFont& font,
                          const QPalette& palette) const
{
    const QFontMetricsF metrics(font);
    const double height = std::ceil(metrics.height()) + 4;
    std::vector<ShapeId> ids;
    std::vector<BadgeWish> wishes;
    std::vector<QString> texts;
    std::vector<ShapeId> order = allShapes(*look.shapes);
    std::stable_partition(order.begin(), order.end(), [&](ShapeId id) { return id == look.selected; });  // the best place
    for (const ShapeId id : order) {
        const Polygon& outline = outlineOf(*look.shapes, id);
        const QRectF box = widgetBox(outline, view);
        if (outline.empty() || !box.intersects(place.tags))
            continue;
        ids.push_back(id);
        texts.push_back(metrics.elidedText(tagText(*look.shapes, id), Qt::ElideRight, widestTag));
        const double extra = id.kind == ShapeKind::DontCare ? swatch + 4 : 0;
        wishes.push_back({box, tipsOf(outline, view), {std::ceil(metrics.horizontalAdvance(texts.back())) + 12 + extra, height}, true});
    }
    const auto places = placeBadges(wishes, place.tags);
    painter.setFont(font);
    for (std::size_t i = ids.size(); i-- > 0;) {
        if (!places[i] || !place.exposed.intersects(places[i]->toAlignedRect()))
            continue;
        const QRectF box = *places[i];
        const bool strong = ids[i] == look.selected;
        painter.setPen(QPen(strong ? QColor(Qt::white) : lineColour(ids[i].kind, palette), strong ? 1.6 : 1));
        painter.setBrush(hud::boxFill(palette));
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), hud::radius, hud::radius);
        QRectF text = box.adjusted(6, 0, -6, 0);
        if (ids[i].kind == ShapeKind::DontCare) {
            const QRectF mark(text.left(), std::round(box.center().y() - swatch / 2), swatch, swatch);
            paintSwatch(painter, mark);
            text.setLeft(mark.right() + 4);
        }
        painter.setPen(hud::text());
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, texts[i]);
    }
}

void ZoneLayer::paintHandles(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const QPalette& palette) const
{
    if (!has(*look.shapes, look.selected))
        return;
    const QColor accent = hud::accent(palette);
    const Polygon& outline = outlineOf(*look.shapes, look.selected);
    const QRectF area = paintedArea(view);
    std::optional<QPointF> last;
    const auto paintOne = [&](int vertex, QPointF at) {
        const bool strong = vertex == look.selectedVertex;
        const double side = vertex == look.hoveredVertex || strong ? handleSide + 2 : handleSide;
        paintHandle(painter, at, side, strong ? accent : QColor(Qt::white), strong ? QColor(Qt::white) : QColor(60, 60, 60));
    };
    for (int i = 0; i < int(outline.size()); ++i) {
        const QPointF at = view.toWidget(toQt(outline[std::size_t(i)]));
        if (!area.contains(at) || (last && std::hypot(at.x() - last->x(), at.y() - last->y()) < handleGap))
            continue;
        paintOne(i, at);
        last = at;
    }
    for (const int vertex : {look.hoveredVertex, look.selectedVertex})
        if (vertex >= 0 && vertex < int(outline.size()))
            paintOne(vertex, view.toWidget(toQt(outline[std::size_t(vertex)])));
    if (look.insertAt)
        paintRing(painter, view.toWidget(toQt(*look.insertAt)), 4, accent);
}

void ZoneLayer::paintSketch(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const QPalette& palette)
{
    if (look.sketch.empty())
        return;
    const QColor colour = lineColour(look.sketchKind, palette);
    const QRectF area = paintedArea(view);
    if (look.sketchKind == ShapeKind::DontCare && look.sketch.size() >= 3)
        paintHatch(painter, view, look.sketch);
    QPolygonF line;
    for (const Point point : look.sketch)
        line << view.toWidget(toQt(point));
    if (look.sketchClosed)
        line << line.first();
    const auto lines = inSight(line, area);
    stroke(painter, lines, bevelled(QColor(0, 0, 0, 190), lineWidth + 2 * rim));
    stroke(painter, lines, bevelled(colour, lineWidth));
    if (look.sketchClosed)
        return;
    if (look.next) {
        const QPointF to = look.closing ? line.first() : view.toWidget(toQt(*look.next));
        const std::vector<QPolygonF> rest {QPolygonF {line.last(), to}};
        stroke(painter, rest, bevelled(QColor(0, 0, 0, 190), lineWidth + 2 * rim));
        QPen pen = bevelled(look.nextClear ? colour : hud::fail(), lineWidth);
        pen.setDashPattern({5 / lineWidth, 3 / lineWidth});
        stroke(painter, rest, pen);
    }
    for (const QPointF at : line)
        paintHandle(painter, at, handleSide, Qt::white, QColor(60, 60, 60));
    if (look.sketch.size() >= 3)
        paintRing(painter, line.first(), look.closing ? 9 : 7, look.closing ? QColor(Qt::white) : colour);
}

}  // namespace widgets
