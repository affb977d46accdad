#pragma once

#include "core/geometry.h"
#include "widgets/view_transform.h"

#include <QObject>
#include <QPointF>
#include <QStringList>

#include <optional>

class QEvent;
class QFont;
class QKeyEvent;
class QMouseEvent;
class QPainter;
class QPalette;
class QRectF;

namespace widgets {

/// A measured line, in pixels of the picture.
struct RulerLine {
    inference::Point from;
    inference::Point to;
    double length() const;
    friend bool operator==(const RulerLine&, const RulerLine&) = default;
};

/// Measuring on the picture: a drag draws a line from end to end, a drag of an end moves it; Shift keeps to 45 degrees. Arrows nudge the end that
/// was pressed or moved last by a pixel (Shift ten), Delete or a click beside removes the line, Enter asks for calibration by it, Esc goes one step back. The line stays when
/// another picture of the same size comes. Places are anywhere between pixels, and never outside the picture. GUI thread.
class RulerTool : public QObject {
    Q_OBJECT

public:
    explicit RulerTool(QObject* parent = nullptr);

    /// Not told by a signal, as all setters. Off: nothing is drawn; the line comes back.
    void setActive(bool active);
    bool isOn() const { return m_active; }
    /// On, and there is a picture.
    bool isActive() const { return m_active && m_picture.width > 0; }
    /// Of the picture shown; empty for none. Another size removes the line.
    void setImageSize(inference::Size size);
    void setMmPerPixel(double mmPerPixel);
    /// Ends a drag as Esc does.
    void giveUpDrag();
    const std::optional<RulerLine>& line() const { return m_line; }

    /// Mouse, key and focus events of the widget that shows the picture with `view`. False: not for the tool.
    bool handle(QEvent* event, const ViewTransform& view);
    Qt::CursorShape cursor() const { return m_cursor; }
    /// What can be done now; empty when off.
    QString hint() const;
    /// "12.40 mm (413.3 px)" and "across 12.00 mm, down 3.12 mm, 14.6°".
    QStringList texts() const;
    void paint(QPainter& painter, const ViewTransform& view, const QRectF& area, const QFont& font, const QPalette& palette) const;

signals:
    void lineChanged();  ///< by the person, at the end of each gesture
    void lookChanged();  ///< paint again
    void ended();        ///< Esc, with nothing left to take back
    void calibrationWanted();

private:
    enum class End { None, From, To };
    bool mousePress(const QMouseEvent& event, const ViewTransform& view);
    bool mouseMove(const QMouseEvent& event, const ViewTransform& view);
    bool mouseRelease(const QMouseEvent& event);
    bool finishDrag();
    bool takesKey(const QKeyEvent& event) const;
    void keyPress(const QKeyEvent& event);
    void stepBack();
    End endAt(QPointF at, const ViewTransform& view) const;
    inference::Point inside(inference::Point point) const;
    inference::Point placeOf(const QMouseEvent& event, const ViewTransform& view) const;
    void remove();

    bool m_active = false;
    inference::Size m_picture;
    inference::Size m_drawnOn;  ///< size of the picture that the line was drawn on
    double m_mmPerPixel = 0;
    std::optional<RulerLine> m_line, m_before;
    End m_moved = End::To;   ///< the end that keys nudge
    End m_drag = End::None;
    bool m_dragging = false;     ///< far enough from where it was pressed to be no click
    QPointF m_pressedAt;
    QPointF m_grabbedBeside;     ///< from the cursor to the end, widget pixels
    Qt::CursorShape m_cursor = Qt::CrossCursor;
};

}  // namespace widgets
