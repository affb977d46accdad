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
constexpr double handleSide = 7;
constexpr double handleGap = 9;  // nearer ones are left out
constexpr double widestTag = 160;
constexpr double swatch = 12;
constexpr double rubberWidth = 1.6;

QRectF widgetBox(const Polygon& outline, const ViewTransform& view)
{
    const inference::Rect box = boundsOf(outline);
    return view.toWidget(QRectF(box.x, box.y, box.width, box.height));
}

QColor lineColour(ShapeKind kind, const QPalette& palette)
{
    return kind == ShapeKind::Zone ? hud::accent(palette) : QColor(224, 224, 224);
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
    paintShapes(painter, view, look, place.exposed, palette);
    paintTags(painter, view, look, place, hud::smallFont(font), palette);
    if (look.editing) {
        paintHandles(painter, view, look, palette);
        paintSketch(painter, view, look, palette);
    }
    if (look.editing && look.caughtAt)
        paintRing(painter, view.toWidget(toQt(*look.caughtAt)), 5, Qt::white);
    painter.restore();
}

void ZoneLayer::paintShapes(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const QRegion& exposed,
                            const QPalette& palette)
{
    const QRectF area = paintedArea(view);
    const std::vector<ShapeId> ids = allShapes(*look.shapes);
    m_painter.keepSlots(int(ids.size()));
    const auto paintOne = [&](std::size_t slot) {
        const ShapeId id = ids[slot];
        const Polygon& outline = outlineOf(*look.shapes, id);
        const QRectF box = widgetBox(outline, view).adjusted(-8, -8, 8, 8) & area;
        if (box.isEmpty() || !exposed.intersects(box.toAlignedRect()))
            return;
        const ShapeStyle style {id.kind, id == look.selected, look.editing && id == look.hovered, lineColour(id.kind, palette)};
        m_painter.paint(painter, view, outline, style, int(slot));
    };
    const std::size_t top = std::size_t(std::find(ids.begin(), ids.end(), look.selected) - ids.begin());
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (i != top)
            paintOne(i);
    if (top < ids.size())
        paintOne(top);
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
        m_painter.paintHatch(painter, view, look.sketch, area);
    QPolygonF line;
    for (const Point point : look.sketch)
        line << view.toWidget(toQt(point));
    if (look.sketchClosed)
        line << line.first();
    const ShapeStyle style {look.sketchKind, false, false, colour};
    strokeShape(painter, inSight(line, area), style);
    if (look.sketchClosed)
        return;
    if (look.next) {
        const QPointF to = look.closing ? line.first() : view.toWidget(toQt(*look.next));
        painter.setPen(QPen(QColor(0, 0, 0, 190), rubberWidth + 2));
        painter.drawLine(line.last(), to);
        QPen pen(look.nextClear ? colour : hud::fail(), rubberWidth);
        pen.setDashPattern({5 / rubberWidth, 3 / rubberWidth});
        painter.setPen(pen);
        painter.drawLine(line.last(), to);
    }
    for (const QPointF at : line)
        paintHandle(painter, at, handleSide, Qt::white, QColor(60, 60, 60));
    if (look.sketch.size() >= 3)
        paintRing(painter, line.first(), look.closing ? 9 : 7, look.closing ? QColor(Qt::white) : colour);
}

}  // namespace widgets
