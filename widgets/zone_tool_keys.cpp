#include "widgets/zone_shapes.h"
#include "widgets/zone_tool.h"

#include <QKeyEvent>

#include <algorithm>

namespace widgets {
namespace {

using inference::Point;
using inference::Polygon;

constexpr double bigStep = 10;  // image pixels, with Shift

Point direction(int key)
{
    switch (key) {
    case Qt::Key_Left: return {-1, 0};
    case Qt::Key_Right: return {1, 0};
    case Qt::Key_Up: return {0, -1};
    case Qt::Key_Down: return {0, 1};
    default: return {};
    }
}

bool isArrow(int key)
{
    return direction(key) != Point {};
}

Qt::KeyboardModifiers modifiersOf(const QKeyEvent& event)
{
    return event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
}

}  // namespace

bool ZoneTool::takesKey(const QKeyEvent& event) const
{
    const Qt::KeyboardModifiers modifiers = modifiersOf(event);
    const bool drawing = m_mode != ZoneMode::Select;
    if (isArrow(event.key()))
        return !m_selected.isNone() && !drawing && m_drag == Drag::None
            && (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier);
    if (event.key() == Qt::Key_Escape)  // with any modifier: Shift or Alt may be held for snapping
        return drawing || m_drag != Drag::None || !m_selected.isNone();
    if (modifiers != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Backspace: return m_mode == ZoneMode::Polygon && !m_sketch.empty();
    case Qt::Key_Delete: return !drawing && m_drag == Drag::None && !m_selected.isNone();
    default: return false;
    }
}

void ZoneTool::keyPress(const QKeyEvent& event)
{
    if (isArrow(event.key())) {
        const double step = event.modifiers() & Qt::ShiftModifier ? bigStep : 1;
        const Point way = direction(event.key());
        if (!event.isAutoRepeat())
            ++m_arrowsDown;
        nudge({way.x * step, way.y * step});
        return;
    }
    endNudge();
    switch (event.key()) {
    case Qt::Key_Escape: escape(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: closePolygon(); break;
    case Qt::Key_Backspace: takeBack(); break;
    case Qt::Key_Delete: removeSelected(); break;
    default: break;
    }
}

bool ZoneTool::keyRelease(const QKeyEvent& event)
{
    if (!isArrow(event.key()) || m_arrowsDown == 0)
        return false;
    if (!event.isAutoRepeat() && --m_arrowsDown == 0)
        endNudge();
    return true;
}

void ZoneTool::escape()
{
    if (m_drag != Drag::None || !m_sketch.empty())
        dropGesture();
    else if (m_mode != ZoneMode::Select)
        changeMode(ZoneMode::Select);
    else if (m_vertex >= 0)
        m_vertex = -1;
    else
        select({});
}

void ZoneTool::takeBack()
{
    m_sketch.pop_back();
    m_closing = false;
    m_nextClear = m_sketch.empty() || m_next == m_sketch.back() || !wouldCross(m_sketch, m_next);
}

void ZoneTool::removeSelected()
{
    m_hover = {};
    if (m_vertex < 0) {
        removeShape(m_shown, m_selected);
        m_selected = {};  // none, rather than a neighbour that a second Delete would take as well
        commit();
        emit selectionChanged({});
        return;
    }
    const Polygon& outline = outlineOf(m_shown, m_selected);
    const Polygon less = withoutVertex(outline, m_vertex);
    if (less.size() == outline.size() || (crossesItself(less) && !crossesItself(outline)))
        return;  // the hint says so
    outlineOf(m_shown, m_selected) = less;
    m_vertex = -1;
    commit();
}

void ZoneTool::nudge(Point by)
{
    Polygon& outline = outlineOf(m_shown, m_selected);
    if (m_vertex < 0) {
        outline = moved(outline, moveInside(outline, by, m_image));
    } else {
        const Point from = outline[std::size_t(m_vertex)];
        const Polygon next = withMovedVertex(outline, m_vertex, keptInside({from.x + by.x, from.y + by.y}, m_image));
        if (crossesItself(next) && !crossesItself(outline))
            return;
        outline = next;
    }
    m_nudged = true;
}

void ZoneTool::endNudge()
{
    m_arrowsDown = 0;
    if (std::exchange(m_nudged, false))
        commit();
}

QString ZoneTool::hint() const
{
    if (!isActive())
        return {};
    if (!m_nextClear && !m_sketch.empty() && m_mode == ZoneMode::Polygon)
        return tr("The line would cross itself here");
    if (m_mode != ZoneMode::Select && !hasRoom(m_shown, m_drawn))
        return tr("A recipe has at most %1 zones · Esc, then remove one first").arg(inference::mostZones);
    switch (m_mode) {
    case ZoneMode::Polygon:
        if (m_sketch.empty())
            return tr("Click to set the first point");
        return m_sketch.size() < 3 ? tr("Click to set points · Backspace takes one back · Esc cancels")
                                   : tr("Enter or a click on the first point closes · Backspace takes one back · Esc cancels");
    case ZoneMode::Rectangle: return tr("Drag a rectangle · Shift: square · Esc: no more drawing");
    case ZoneMode::Ellipse: return tr("Drag an ellipse · Shift: circle · Esc: no more drawing");
    case ZoneMode::Off: return {};
    case ZoneMode::Select: break;
    }
    if (m_drag != Drag::None)
        return tr("Shift: 45° steps · Alt: no snapping · Esc cancels");
    if (m_selected.isNone())
        return m_shown.zones.empty() && m_shown.dontCares.empty() ? tr("Choose a form to draw a zone or a don't-care area")
                                                                  : tr("Click a zone or a don't-care area to edit it");
    if (m_vertex < 0)
        return tr("Drag points or the whole shape · a double click on the line adds a point · Delete removes the shape");
    return outlineOf(m_shown, m_selected).size() > 3 ? tr("Drag or use the arrow keys · Delete removes the point")
                                                     : tr("A shape has at least three points · Esc, then Delete removes the shape");
}

}  // namespace widgets
