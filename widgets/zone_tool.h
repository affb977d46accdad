#pragma once

#include "widgets/shape_set.h"
#include "widgets/shape_snap.h"
#include "widgets/view_transform.h"
#include "widgets/zone_layer.h"

#include <QObject>
#include <QPointF>

#include <optional>

class QEvent;
class QKeyEvent;
class QMouseEvent;

namespace widgets {

/// What the mouse does with shapes. Off: nothing, they are only shown.
enum class ZoneMode { Off, Select, Polygon, Rectangle, Ellipse };

/// Editing of zones and don't-care areas: mouse and keys in, one `edited` at the end of each gesture (a drag, a finished
/// drawing, a key press until it is released). In between shapes() is the preview.
///
/// Select: a click selects (a second one the shape below), a drag moves point or shape, a double click on the line adds a
/// point, Delete takes the point or the shape, arrows nudge by 1 px (Shift 10). A drag that would make an outline cross itself
/// stops before. Drawing: clicks set points, Backspace takes one back, Enter, a double click or a click on the first point
/// closes; rectangle and ellipse are dragged (Shift: equal sides). Esc goes one step back. Places snap to the border, vertices
/// and edges, with Shift to 45 degrees, with Alt to nothing. After a drawing the mode is Select again.
///
/// Shapes drawn for an image of another size are stretched, and written in the shown image's size. GUI thread.
class ZoneTool : public QObject {
    Q_OBJECT
public:
    explicit ZoneTool(QObject* parent = nullptr);

    /// Ends what is under way: nudges count, a drag or a drawing is given up. As all setters, not told by a signal.
    void setMode(ZoneMode mode, ShapeKind drawn = ShapeKind::Zone);
    /// The same shapes again leave a gesture alone; others end it. The selection stays where its index still exists.
    void setShapes(const ShapeSet& shapes);
    /// Of the picture shown; empty for none. Another size ends a gesture.
    void setImageSize(inference::Size size);
    /// What a new zone is judged by.
    void setNewZoneRule(const inference::RegionRule& rule) { m_newRule = rule; }
    void setSelected(ShapeId id);
    /// Ends a drag as Esc does; points that were set stay.
    void giveUpDrag();

    ZoneMode mode() const { return m_mode; }
    ShapeKind drawnKind() const { return m_drawn; }
    /// In pixels of the shown image, with the preview of the gesture under way.
    const ShapeSet& shapes() const { return m_shown; }
    ShapeId selected() const { return m_selected; }
    bool isActive() const { return m_mode != ZoneMode::Off && m_image.width > 0; }

    /// Mouse, key, leave and focus events of the widget that shows the picture with `view`. False: not for the tool.
    bool handle(QEvent* event, const ViewTransform& view);
    Qt::CursorShape cursor() const { return m_cursor; }
    ZoneLook look() const;
    /// What can be done now, as a short sentence; empty when off.
    QString hint() const;

signals:
    /// The shapes after a finished gesture; `drawnFor` is the shown image's size.
    void edited(const widgets::ShapeSet& shapes);
    /// By the person.
    void selectionChanged(widgets::ShapeId id);
    void modeChanged(widgets::ZoneMode mode);
    /// Paint again.
    void lookChanged();

private:
    enum class Drag { None, Vertex, Shape, Corner };
    enum class Part { Nothing, Vertex, Edge, Inside };
    /// What lies below a place.
    struct Hit {
        Part part = Part::Nothing;
        ShapeId shape;
        int index = -1;  ///< of the vertex or edge
        inference::Point at;
    };

    // mouse (zone_tool_mouse.cpp)
    bool mousePress(const QMouseEvent& event, const ViewTransform& view);
    bool mouseMove(const QMouseEvent& event, const ViewTransform& view);
    bool mouseRelease(const QMouseEvent& event, const ViewTransform& view);
    bool doubleClick(const QMouseEvent& event, const ViewTransform& view);
    bool pressSelect(QPointF at, const ViewTransform& view);
    void pressPolygon(inference::Point wanted, const SnapRules& rules, const ViewTransform& view);
    void drag(const QMouseEvent& event, const ViewTransform& view);
    void dragVertex(inference::Point to, SnapRules rules);
    void hover(const QMouseEvent& event, const ViewTransform& view);
    void hoverSketch(const QMouseEvent& event, const ViewTransform& view);
    Hit hitAt(QPointF at, const ViewTransform& view) const;
    std::vector<ShapeId> shapesAt(inference::Point point, double reach) const;
    void selectBelow(inference::Point point);
    SnapRules rules(Qt::KeyboardModifiers modifiers, const ViewTransform& view) const;
    void collectTargets(ShapeId except);

    // keys (zone_tool_keys.cpp)
    bool takesKey(const QKeyEvent& event) const;
    void keyPress(const QKeyEvent& event);
    bool keyRelease(const QKeyEvent& event);
    void escape();
    void takeBack();
    void removeSelected();
    void nudge(inference::Point by);
    void endNudge();

    // state
    bool isForm() const { return m_mode == ZoneMode::Rectangle || m_mode == ZoneMode::Ellipse; }
    bool closesSketch(QPointF at, const ViewTransform& view) const;
    void closePolygon();
    void finishDrawing(const inference::Polygon& outline);
    void dropGesture();
    void commit();
    void select(ShapeId id);
    void changeMode(ZoneMode mode);

    ZoneMode m_mode = ZoneMode::Off;
    ShapeKind m_drawn = ShapeKind::Zone;
    inference::Size m_image;
    inference::RegionRule m_newRule;
    ShapeSet m_given;      // as set, or as last edited
    ShapeSet m_committed;  // in the shown image's size
    ShapeSet m_shown;      // with the preview
    ShapeId m_selected;
    int m_vertex = -1;  // of the selected shape

    Drag m_drag = Drag::None;
    bool m_dragging = false;     // far enough from where it was pressed
    bool m_wasSelected = false;  // when it was pressed
    QPointF m_pressedAt;
    inference::Point m_grabbed;  // image pixels
    SnapTargets m_targets;
    inference::Polygon m_sketch;  // points set so far; of a dragged form the whole outline
    inference::Point m_corner;
    inference::Point m_next;  // where the next point would be
    bool m_nextClear = true;  // the line to it crosses nothing
    bool m_nextShown = false;
    bool m_closing = false;   // the cursor is on the first point
    bool m_caught = false;
    int m_arrowsDown = 0;
    bool m_nudged = false;

    Hit m_hover;
    Qt::CursorShape m_cursor = Qt::ArrowCursor;
};

}  // namespace widgets
