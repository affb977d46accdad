#include "widgets/zone_shapes.h"
#include "widgets/zone_tool.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

using inference::Point;
using inference::Polygon;

// Widget pixels.
constexpr double vertexReach = 8;
constexpr double edgeReach = 6;
constexpr double snapReach = 8;
constexpr double dragDistance = 4;

constexpr double leastSide = 1;  // image pixels, of a dragged form

}  // namespace

SnapRules ZoneTool::rules(Qt::KeyboardModifiers modifiers, const ViewTransform& view) const
{
    SnapRules rules;
    rules.reach = modifiers & Qt::AltModifier ? 0 : snapReach / view.scale();
    rules.grid = aimGrid(view.zoom());
    rules.angles = modifiers & Qt::ShiftModifier;
    rules.image = m_image;
    return rules;
}

void ZoneTool::collectTargets(ShapeId except)
{
    std::vector<Polygon> outlines;
    for (const ShapeKind kind : {ShapeKind::Zone, ShapeKind::DontCare})
        for (int i = 0; i < count(m_committed, kind); ++i)
            if (ShapeId {kind, i} != except)
                outlines.push_back(outlineOf(m_committed, {kind, i}));
    m_targets = snapTargets(outlines, m_image);
}

/// Every shape at a point, the one that lies on top first: don't-care areas over zones, later ones over earlier ones.
std::vector<ShapeId> ZoneTool::shapesAt(Point point, double reach) const
{
    std::vector<ShapeId> found;
    for (const ShapeKind kind : {ShapeKind::DontCare, ShapeKind::Zone})
        for (int i = count(m_shown, kind) - 1; i >= 0; --i) {
            const Polygon& outline = outlineOf(m_shown, {kind, i});
            const auto edge = nearestEdge(outline, point);
            if (contains(outline, point) || (edge && edge->distance <= reach))
                found.push_back({kind, i});
        }
    return found;
}

ZoneTool::Hit ZoneTool::hitAt(QPointF at, const ViewTransform& view) const
{
    const Point point = fromQt(view.toImage(at));
    if (!m_selected.isNone()) {
        const Polygon& outline = outlineOf(m_shown, m_selected);
        const auto vertex = nearestVertex(outline, point);
        if (vertex && vertex->distance * view.scale() <= vertexReach)
            return {Part::Vertex, m_selected, vertex->index, vertex->at};
        const auto edge = nearestEdge(outline, point);
        if (edge && edge->distance * view.scale() <= edgeReach)
            return {Part::Edge, m_selected, edge->index, edge->at};
        if (contains(outline, point))
            return {Part::Inside, m_selected, -1, point};
    }
    const auto found = shapesAt(point, edgeReach / view.scale());
    return found.empty() ? Hit {} : Hit {Part::Inside, found.front(), -1, point};
}

bool ZoneTool::mousePress(const QMouseEvent& event, const ViewTransform& view)
{
    if (event.button() != Qt::LeftButton)
        return false;
    endNudge();
    if (m_mode == ZoneMode::Select)
        return pressSelect(event.position(), view);
    if (!hasRoom(m_shown, m_drawn))
        return true;  // the hint says so
    const Point wanted = fromQt(view.toImage(event.position()));
    if (m_sketch.empty())
        collectTargets({});
    if (m_mode == ZoneMode::Polygon) {
        if (closesSketch(event.position(), view))
            closePolygon();
        else
            pressPolygon(wanted, rules(event.modifiers(), view), view);
        return true;
    }
    m_drag = Drag::Corner;
    m_pressedAt = event.position();
    SnapRules how = rules(event.modifiers(), view);
    how.angles = false;
    m_corner = snapPoint(wanted, m_targets, how).at;
    return true;
}

bool ZoneTool::pressSelect(QPointF at, const ViewTransform& view)
{
    const Hit hit = hitAt(at, view);
    if (hit.part == Part::Nothing) {
        select({});
        return false;  // the canvas pans, and clicks its regions
    }
    m_wasSelected = hit.shape == m_selected && hit.part == Part::Inside;
    select(hit.shape);
    m_vertex = hit.part == Part::Vertex ? hit.index : -1;
    m_drag = hit.part == Part::Vertex ? Drag::Vertex : Drag::Shape;
    m_dragging = false;
    m_pressedAt = at;
    m_grabbed = fromQt(view.toImage(at));
    collectTargets(m_selected);
    return true;
}

void ZoneTool::pressPolygon(Point wanted, const SnapRules& how, const ViewTransform& view)
{
    SnapRules rules = how;
    if (!m_sketch.empty())
        rules.anchors = {m_sketch.back()};
    const Point at = snapPoint(wanted, m_targets, rules).at;
    m_next = at;
    m_nextShown = true;
    m_nextClear = m_sketch.empty() || at == m_sketch.back() || !wouldCross(m_sketch, at);
    const bool same = !m_sketch.empty() && distance(at, m_sketch.back()) * view.scale() < 1;
    if (m_nextClear && !same)
        m_sketch.push_back(at);
}

bool ZoneTool::closesSketch(QPointF at, const ViewTransform& view) const
{
    if (m_sketch.size() < 3)
        return false;
    const QPointF way = at - view.toWidget(toQt(m_sketch.front()));
    return std::hypot(way.x(), way.y()) <= vertexReach;
}

/// Where the outline would cross itself the drawing goes on; the hint says why.
void ZoneTool::closePolygon()
{
    m_nextClear = m_sketch.size() >= 3 && !crossesItself(m_sketch);
    if (m_nextClear)
        finishDrawing(Polygon(m_sketch));
}

bool ZoneTool::mouseMove(const QMouseEvent& event, const ViewTransform& view)
{
    if (m_drag != Drag::None) {
        if (!m_dragging && (event.position() - m_pressedAt).manhattanLength() >= dragDistance)
            m_dragging = true;
        if (m_dragging)
            drag(event, view);
        return true;
    }
    if (event.buttons() != Qt::NoButton)
        return (event.buttons() & Qt::LeftButton) && m_mode != ZoneMode::Select;  // the canvas pans
    if (m_mode == ZoneMode::Select)
        hover(event, view);
    else
        hoverSketch(event, view);
    return m_mode != ZoneMode::Select || m_hover.part != Part::Nothing;
}

void ZoneTool::drag(const QMouseEvent& event, const ViewTransform& view)
{
    const Point at = fromQt(view.toImage(event.position()));
    SnapRules how = rules(event.modifiers(), view);
    if (m_drag == Drag::Vertex) {
        const Point start = outlineOf(m_committed, m_selected)[std::size_t(m_vertex)];
        dragVertex({start.x + at.x - m_grabbed.x, start.y + at.y - m_grabbed.y}, how);
    } else if (m_drag == Drag::Shape) {
        m_cursor = Qt::SizeAllCursor;
        const Polygon& start = outlineOf(m_committed, m_selected);
        outlineOf(m_shown, m_selected) = moved(start, snapMove(start, {at.x - m_grabbed.x, at.y - m_grabbed.y}, m_targets, how));
    } else {
        const bool equal = std::exchange(how.angles, false);
        const Snapped to = snapPoint(at, m_targets, how);
        const Point opposite = equal ? squareCorner(m_corner, to.at, m_image) : to.at;
        m_sketch = m_mode == ZoneMode::Rectangle ? rectangleOutline(m_corner, opposite) : ellipseOutline(m_corner, opposite);
        m_caught = to.caught && !equal;
        m_next = opposite;
    }
}

void ZoneTool::dragVertex(Point to, SnapRules how)
{
    const Polygon& start = outlineOf(m_committed, m_selected);
    const std::size_t count = start.size();
    const auto vertex = std::size_t(m_vertex);
    how.anchors = {start[(vertex + count - 1) % count], start[(vertex + 1) % count]};
    const Snapped snapped = snapPoint(to, m_targets, how);
    const Polygon next = withMovedVertex(start, m_vertex, snapped.at);
    m_cursor = Qt::ClosedHandCursor;
    if (crossesItself(next) && !crossesItself(start)) {
        m_cursor = Qt::ForbiddenCursor;  // stays at the last place where it could be
        return;
    }
    outlineOf(m_shown, m_selected) = next;
    m_caught = snapped.caught;
    m_next = snapped.at;
}

bool ZoneTool::mouseRelease(const QMouseEvent& event, const ViewTransform& view)
{
    if (event.button() != Qt::LeftButton)
        return false;
    const Drag was = m_drag;
    if (was == Drag::None)
        return m_mode != ZoneMode::Select;
    const bool dragged = m_dragging;
    if (was == Drag::Corner) {
        const Polygon outline = m_sketch;
        const inference::Rect box = boundsOf(outline);
        dropGesture();
        if (dragged && box.width >= leastSide && box.height >= leastSide)
            finishDrawing(outline);
    } else {
        commit();
        if (!dragged && m_wasSelected && was == Drag::Shape)
            selectBelow(m_grabbed);
    }
    if (m_mode == ZoneMode::Select)
        hover(event, view);
    return true;
}

/// The next shape below the selected one, and the top one after the last.
void ZoneTool::selectBelow(Point point)
{
    const auto found = shapesAt(point, 0);
    const auto at = std::find(found.begin(), found.end(), m_selected);
    if (at != found.end() && found.size() > 1)
        select(at + 1 == found.end() ? found.front() : *(at + 1));
}

bool ZoneTool::doubleClick(const QMouseEvent& event, const ViewTransform& view)
{
    if (event.button() != Qt::LeftButton)
        return mousePress(event, view);
    if (m_mode == ZoneMode::Polygon) {
        if (m_sketch.size() >= 3)
            closePolygon();
        else
            mousePress(event, view);
        return true;
    }
    if (isForm())
        return mousePress(event, view);
    const Hit hit = hitAt(event.position(), view);
    if (hit.part != Part::Edge)
        return hit.part != Part::Nothing;
    SnapRules how = rules(Qt::AltModifier, view);
    Polygon& outline = outlineOf(m_shown, m_selected);
    outline = withVertex(std::move(outline), hit.index, snapPoint(hit.at, {}, how).at);
    const int made = hit.index + 1;
    commit();
    m_vertex = has(m_shown, m_selected) && made < int(outlineOf(m_shown, m_selected).size()) ? made : -1;
    hover(event, view);
    return true;
}

void ZoneTool::hover(const QMouseEvent& event, const ViewTransform& view)
{
    m_hover = hitAt(event.position(), view);
    switch (m_hover.part) {
    case Part::Nothing: m_cursor = Qt::ArrowCursor; break;
    case Part::Vertex: m_cursor = Qt::OpenHandCursor; break;
    case Part::Edge:
    case Part::Inside: m_cursor = m_hover.shape == m_selected ? Qt::SizeAllCursor : Qt::PointingHandCursor; break;
    }
}

void ZoneTool::hoverSketch(const QMouseEvent& event, const ViewTransform& view)
{
    m_cursor = Qt::CrossCursor;
    if (m_sketch.empty())
        collectTargets({});
    SnapRules how = rules(event.modifiers(), view);
    if (!m_sketch.empty())
        how.anchors = {m_sketch.back()};
    how.angles = how.angles && !isForm();
    const Snapped snapped = snapPoint(fromQt(view.toImage(event.position())), m_targets, how);
    m_next = snapped.at;
    m_caught = snapped.caught;
    m_nextShown = true;
    m_closing = m_mode == ZoneMode::Polygon && closesSketch(event.position(), view);
    if (m_closing)
        m_cursor = Qt::PointingHandCursor;
    m_nextClear = m_closing ? !crossesItself(m_sketch)
                            : m_sketch.empty() || m_next == m_sketch.back() || !wouldCross(m_sketch, m_next);
    if (!m_nextClear)
        m_cursor = Qt::ForbiddenCursor;
}

}  // namespace widgets
