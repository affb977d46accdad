// Fingers on a canvas. What the mouse does is in canvas_input.cpp.

#include "widgets/canvas.h"
#include "widgets/zone_tool.h"

#include <QGuiApplication>
#include <QMouseEvent>
#include <QStyleHints>
#include <QTouchEvent>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr double tremble = 10;     // widget pixels: a finger that moved less has tapped
constexpr double leastSpread = 1;  // widget pixels

}  // namespace

Canvas::Fingers Canvas::fingersOf(const QTouchEvent& event)
{
    Fingers fingers;
    QList<QPointF> places;
    for (const QEventPoint& point : event.points()) {
        if (point.state() == QEventPoint::Released)
            continue;
        fingers.ids.push_back(point.id());
        places.append(point.position());
        fingers.centre += point.position();
    }
    if (places.isEmpty())
        return fingers;
    std::ranges::sort(fingers.ids);
    fingers.centre /= double(places.size());
    for (const QPointF& place : places)
        fingers.spread += std::hypot(place.x() - fingers.centre.x(), place.y() - fingers.centre.y()) / double(places.size());
    return fingers;
}

bool Canvas::touch(QTouchEvent& event)
{
    const Fingers now = fingersOf(event);
    if (event.type() == QEvent::TouchBegin) {
        const QPointF at = event.points().first().position();
        // What lies over the picture, such as the colour bar, gets the mouse that Qt makes of a finger.
        if (!m_picture || event.deviceType() != QInputDevice::DeviceType::TouchScreen || childAt(at.toPoint())) {
            event.ignore();
            return false;
        }
        m_touchedAt = at;
        m_fingerPressed = m_severalFingers = false;
    } else if (event.type() == QEvent::TouchCancel) {
        giveUpFinger();
    }
    if (now.ids.size() > 1 && !m_severalFingers) {
        giveUpFinger();
        m_severalFingers = true;
    }
    if (m_severalFingers)
        severalFingers(now);
    else if (event.type() == QEvent::TouchUpdate || event.type() == QEvent::TouchEnd)
        oneFinger(event);
    m_fingers = now;
    event.accept();
    return true;
}

/// Pressed only when it has moved or is gone again: a second one that comes at once finds nothing begun.
void Canvas::oneFinger(const QTouchEvent& event)
{
    const QPointF at = event.points().first().position();
    const bool lifted = event.type() == QEvent::TouchEnd;
    const bool moved = (at - m_touchedAt).manhattanLength() >= tremble;
    // Corners of a polygon are tapped: a finger that moves may be the first of two.
    if (!m_fingerPressed && moved && zoneTool() == ZoneMode::Polygon)
        return;
    const bool tapped = lifted && !m_fingerPressed;
    if (tapped || (!m_fingerPressed && moved)) {
        const auto* const hints = QGuiApplication::styleHints();
        const bool twice = tapped && m_tapped && event.timestamp() - m_tapped->first <= quint64(hints->mouseDoubleClickInterval())
            && (at - m_tapped->second).manhattanLength() <= hints->touchDoubleTapDistance();
        m_tapped = tapped && !twice ? std::optional(std::pair(event.timestamp(), at)) : std::nullopt;
        m_fingerPressed = true;
        byFinger(twice ? QEvent::MouseButtonDblClick : QEvent::MouseButtonPress, m_touchedAt, event.modifiers());
    }
    if (!m_fingerPressed)
        return;
    m_fingerPressed = !lifted;
    byFinger(lifted ? QEvent::MouseButtonRelease : QEvent::MouseMove, tapped ? m_touchedAt : at, event.modifiers());
}

void Canvas::severalFingers(const Fingers& now)
{
    if (now.ids.empty() || now.ids != m_fingers.ids)
        return;  // one came or went: it goes on from here
    m_view.panBy(now.centre - m_fingers.centre);
    if (std::min(now.spread, m_fingers.spread) >= leastSpread)
        m_view.zoomBy(now.spread / m_fingers.spread, now.centre);
    viewMoved();
}

void Canvas::byFinger(QEvent::Type type, QPointF at, Qt::KeyboardModifiers modifiers)
{
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    const auto held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent mouse(type, at, mapToGlobal(at), button, held, modifiers);
    event(&mouse);
}

/// What the first one began, before others came.
void Canvas::giveUpFinger()
{
    if (!std::exchange(m_fingerPressed, false))
        return;
    m_zones->giveUpDrag();
    m_ruler->giveUpDrag();
    m_pressed = Qt::NoButton;
    m_panning = false;
    unsetCursor();
    if (m_ruler->isActive())
        setCursor(m_ruler->cursor());
    else if (m_zones->isActive())
        setCursor(m_zones->cursor());
}

}  // namespace widgets
