#include "widgets/zone_tool.h"

#include "widgets/zone_shapes.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace widgets {

using inference::Polygon;

ZoneTool::ZoneTool(QObject* parent)
    : QObject(parent)
{
}

void ZoneTool::setMode(ZoneMode mode, ShapeKind drawn)
{
    if (mode == m_mode && drawn == m_drawn)
        return;
    endNudge();
    dropGesture();
    m_mode = mode;
    m_drawn = drawn;
    m_hover = {};
    m_cursor = mode == ZoneMode::Off || mode == ZoneMode::Select ? Qt::ArrowCursor : Qt::CrossCursor;
    emit lookChanged();
}

void ZoneTool::setShapes(const ShapeSet& shapes)
{
    if (shapes == m_given)
        return;
    m_nudged = false;
    dropGesture();
    m_given = shapes;
    m_committed = m_shown = stretchedTo(m_given, m_image);
    m_hover = {};
    if (!has(m_shown, m_selected))
        m_selected = {};
    if (m_selected.isNone() || m_vertex >= int(outlineOf(m_shown, m_selected).size()))
        m_vertex = -1;
    emit lookChanged();
}

void ZoneTool::setImageSize(inference::Size size)
{
    if (size == m_image)
        return;
    endNudge();
    dropGesture();
    m_image = size;
    m_committed = m_shown = stretchedTo(m_given, m_image);
    m_hover = {};
    emit lookChanged();
}

void ZoneTool::setSelected(ShapeId id)
{
    if (!has(m_shown, id))
        id = {};
    if (id == m_selected)
        return;
    endNudge();
    if (m_drag == Drag::Shape || m_drag == Drag::Vertex)
        dropGesture();
    m_selected = id;
    m_vertex = -1;
    m_hover = {};
    emit lookChanged();
}

void ZoneTool::select(ShapeId id)
{
    m_vertex = -1;
    if (id == m_selected)
        return;
    m_selected = id;
    emit selectionChanged(id);
}

void ZoneTool::changeMode(ZoneMode mode)
{
    if (mode == m_mode)
        return;
    setMode(mode, m_drawn);
    emit modeChanged(mode);
}

void ZoneTool::giveUpDrag()
{
    if (m_drag == Drag::None)
        return;
    dropGesture();
    emit lookChanged();
}

/// Back to what was last committed.
void ZoneTool::dropGesture()
{
    m_drag = Drag::None;
    m_dragging = false;
    m_sketch.clear();
    m_nextShown = false;
    m_closing = false;
    m_caught = false;
    m_arrowsDown = 0;
    m_nextClear = true;
    m_shown = m_committed;
}

void ZoneTool::commit()
{
    m_drag = Drag::None;
    m_dragging = false;
    m_caught = false;
    if (m_shown == m_committed)
        return;
    m_shown.drawnFor = m_image;
    m_committed = m_given = m_shown;
    const ShapeSet shapes = m_shown;  // a slot may set others
    emit lookChanged();
    emit edited(shapes);
}

void ZoneTool::finishDrawing(const Polygon& outline)
{
    dropGesture();
    const ShapeId made = addShape(m_shown, m_drawn, outline, m_newRule);
    commit();
    changeMode(ZoneMode::Select);
    if (has(m_shown, made))
        select(made);
    emit lookChanged();
}

bool ZoneTool::handle(QEvent* event, const ViewTransform& view)
{
    if (!isActive())
        return false;
    const ZoneLook before = look();
    const Drag was = m_drag;
    bool taken = false;
    switch (event->type()) {
    case QEvent::MouseButtonPress: taken = mousePress(*static_cast<QMouseEvent*>(event), view); break;
    case QEvent::MouseMove: taken = mouseMove(*static_cast<QMouseEvent*>(event), view); break;
    case QEvent::MouseButtonRelease: taken = mouseRelease(*static_cast<QMouseEvent*>(event), view); break;
    case QEvent::MouseButtonDblClick: taken = doubleClick(*static_cast<QMouseEvent*>(event), view); break;
    case QEvent::ShortcutOverride: return takesKey(*static_cast<QKeyEvent*>(event));
    case QEvent::KeyPress:
        taken = takesKey(*static_cast<QKeyEvent*>(event));
        if (taken)
            keyPress(*static_cast<QKeyEvent*>(event));
        break;
    case QEvent::KeyRelease: return keyRelease(*static_cast<QKeyEvent*>(event));
    case QEvent::FocusOut: endNudge(); return false;
    case QEvent::Leave:
        m_hover = {};
        m_nextShown = false;
        break;
    default: return false;
    }
    if (was != Drag::None || m_drag != Drag::None || m_nudged || look() != before)
        emit lookChanged();
    return taken;
}

ZoneLook ZoneTool::look() const
{
    ZoneLook look;
    look.shapes = &m_shown;
    look.selected = m_selected;
    if (!isActive())
        return look;
    look.editing = true;
    if (m_mode != ZoneMode::Select)
        look.selected = {};  // what is drawn is what counts
    look.hovered = m_hover.shape;
    look.selectedVertex = m_vertex;
    if (m_drag == Drag::None && m_hover.part == Part::Vertex)
        look.hoveredVertex = m_hover.index;
    if (m_drag == Drag::None && m_hover.part == Part::Edge)
        look.insertAt = m_hover.at;
    look.sketchKind = m_drawn;
    look.sketch = m_sketch;
    look.sketchClosed = isForm();
    look.nextClear = m_nextClear;
    look.closing = m_closing;
    if (m_nextShown && m_mode == ZoneMode::Polygon && !m_sketch.empty())
        look.next = m_next;
    if (m_caught && (m_nextShown || m_dragging))
        look.caughtAt = m_next;
    return look;
}

}  // namespace widgets
