#include "widgets/canvas.h"
#include "widgets/canvas_compare.h"
#include "widgets/colour_bar.h"
#include "widgets/zone_tool.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QTouchEvent>
#include <QUrl>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr double zoomStep = 1.25;
constexpr double wheelNotch = 120;  // of QWheelEvent::angleDelta
constexpr double dragDistance = 4;
constexpr double opacityStep = 0.1;
constexpr quint64 tapMilliseconds = 200;

QStringList localPaths(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

QPointF panDirection(int key)
{
    switch (key) {
    case Qt::Key_Left: return {1, 0};
    case Qt::Key_Right: return {-1, 0};
    case Qt::Key_Up: return {0, 1};
    case Qt::Key_Down: return {0, -1};
    default: return {};
    }
}

}  // namespace

// Mouse --------------------------------------------------------------------------------------------------------------

void Canvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        event->ignore();
        return;
    }
    m_pressed = event->button();
    m_pressedAt = m_draggedTo = event->position();
    m_panning = false;
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    m_cursor = event->position();
    if (m_pressed != Qt::NoButton && !m_panning && (event->position() - m_pressedAt).manhattanLength() >= dragDistance) {
        m_panning = true;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_panning) {
        m_view.panBy(event->position() - m_draggedTo);
        m_draggedTo = event->position();
        viewMoved();
        return;
    }
    refreshReadout();
    if (m_pressed == Qt::NoButton)
        refreshHover();
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != m_pressed) {
        event->ignore();
        return;
    }
    const bool clicked = m_pressed == Qt::LeftButton && !m_panning;
    m_pressed = Qt::NoButton;
    m_panning = false;
    if (m_ruler->isActive())
        setCursor(m_ruler->cursor());
    else
        unsetCursor();
    m_cursor = event->position();
    refreshHover();
    const bool marked = m_contoursVisible && m_compare->partSide().contains(event->position().toPoint());
    if (clicked && m_picture)
        emit defectClicked(marked ? m_defects.at(event->position(), m_view) : -1);
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        mousePressEvent(event);
    else
        toggleFit(event->position());
}

void Canvas::wheelEvent(QWheelEvent* event)
{
    const int turned = event->angleDelta().y();
    if (turned == 0 || !m_picture) {
        event->ignore();
        return;
    }
    m_cursor = event->position();
    m_view.zoomBy(std::pow(zoomStep, turned / wheelNotch), event->position());
    viewMoved();
    event->accept();
}

void Canvas::leaveEvent(QEvent*)
{
    m_cursor.reset();
    refreshReadout();
    refreshHover();
}

void Canvas::toggleFit(QPointF at)
{
    if (m_view.isFit())
        m_view.zoomTo(1, at);
    else
        m_view.fit();
    viewMoved();
}

void Canvas::refreshReadout()
{
    const auto readout = m_cursor && m_picture ? readOut(m_picture->values(), m_heat.map().get(), m_view.toImage(*m_cursor))
                                               : std::nullopt;
    const QRect before = readoutRect();
    const bool changed = readout != m_readout;
    m_readout = readout;
    const QRect after = readoutRect();
    if (!changed && before == after)
        return;
    update(before);
    update(after);
    m_bar->setCursorValue(m_readout ? m_readout->heat : std::nullopt);
    if (changed)
        emit cursorMoved(m_readout);
}

void Canvas::refreshHover()
{
    if (m_pressed != Qt::NoButton)
        return;
    const bool wanted = m_cursor && m_picture && m_contoursVisible && !m_zones->isActive() && !m_ruler->isActive();
    const int defect = wanted && m_compare->partSide().contains(m_cursor->toPoint()) ? m_defects.at(*m_cursor, m_view) : -1;
    if (defect == m_defects.hovered())
        return;
    m_defects.setHovered(defect);
    if (defect < 0)
        unsetCursor();
    else
        setCursor(Qt::PointingHandCursor);
    update();
    emit defectHovered(defect);
}

// Gestures -----------------------------------------------------------------------------------------------------------

bool Canvas::event(QEvent* event)
{
    if (toolEvent(event))
        return true;
    switch (event->type()) {
    case QEvent::ShortcutOverride:  // our keys come here even where the window has a shortcut on them
        if (takesKey(*static_cast<QKeyEvent*>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::NativeGesture:
        if (m_picture && nativeGesture(*static_cast<QNativeGestureEvent*>(event)))
            return true;
        break;
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel: return touch(*static_cast<QTouchEvent*>(event));
    default: break;
    }
    return QWidget::event(event);
}

bool Canvas::nativeGesture(const QNativeGestureEvent& event)
{
    if (event.gestureType() == Qt::SmartZoomNativeGesture) {
        toggleFit(event.position());
        return true;
    }
    if (event.gestureType() != Qt::ZoomNativeGesture)
        return false;
    m_view.zoomBy(std::max(0.1, 1 + event.value()), event.position());
    viewMoved();
    return true;
}

// Keys ---------------------------------------------------------------------------------------------------------------

bool Canvas::takesKey(const QKeyEvent& event) const
{
    if (!m_picture)
        return false;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    const bool plain = modifiers == Qt::NoModifier;
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus: return plain || modifiers == Qt::ShiftModifier;
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight: return plain || modifiers == (Qt::ControlModifier | Qt::AltModifier);  // AltGr on Windows
    case Qt::Key_F:
    case Qt::Key_1:
    case Qt::Key_Space: return plain;
    default: return modifiers == Qt::ShiftModifier && !panDirection(event.key()).isNull();
    }
}

void Canvas::keyPressEvent(QKeyEvent* event)
{
    if (!takesKey(*event)) {
        QWidget::keyPressEvent(event);
        return;
    }
    event->accept();
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat())
            startPeek(event->timestamp());
    } else if (event->key() == Qt::Key_BracketLeft || event->key() == Qt::Key_BracketRight) {
        stepOpacity(event->key() == Qt::Key_BracketLeft ? -opacityStep : opacityStep);
    } else {
        viewKey(*event);
    }
}

void Canvas::viewKey(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomIn();
    case Qt::Key_Minus: return zoomOut();
    case Qt::Key_F: return fit();
    case Qt::Key_1: return actualSize();
    default: break;
    }
    m_view.panBy(panDirection(event.key()) * std::round(std::min(width(), height()) / 8.0));
    viewMoved();
}

void Canvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space || !m_peekSince) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    if (!event->isAutoRepeat())
        endPeek(event->timestamp() - *m_peekSince > tapMilliseconds);
}

/// The heat answers at once; only the release tells whether that was a tap.
void Canvas::startPeek(quint64 timestamp)
{
    if (m_peekSince)
        return;
    m_heatVisible = !m_heatVisible;
    m_peekSince = timestamp;
    update();
}

void Canvas::endPeek(bool restore)
{
    m_peekSince.reset();
    if (restore) {
        m_heatVisible = !m_heatVisible;
        update();
    } else {
        emit heatVisibleChanged(m_heatVisible);
    }
}

void Canvas::stepOpacity(double by)
{
    const double wanted = std::clamp(std::round((opacity() + by) * 100) / 100, 0.0, 1.0);
    if (wanted == opacity())
        return;
    setOpacity(wanted);
    emit opacityChanged(wanted);
}

QPointF Canvas::zoomPoint() const
{
    return m_cursor && QRectF(rect()).contains(*m_cursor) ? *m_cursor : m_view.viewportCentre();
}

void Canvas::zoomIn()
{
    m_view.zoomBy(zoomStep, zoomPoint());
    viewMoved();
}

void Canvas::zoomOut()
{
    m_view.zoomBy(1 / zoomStep, zoomPoint());
    viewMoved();
}

void Canvas::focusInEvent(QFocusEvent* event)
{
    m_focusFrame = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
    QWidget::focusInEvent(event);
}

void Canvas::focusOutEvent(QFocusEvent* event)
{
    if (m_peekSince)
        endPeek(true);
    m_focusFrame = false;
    update();
    QWidget::focusOutEvent(event);
}

// Drops --------------------------------------------------------------------------------------------------------------

void Canvas::dragEnterEvent(QDragEnterEvent* event)
{
    if (localPaths(event->mimeData()).isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    setDropping(true);
}

void Canvas::dragLeaveEvent(QDragLeaveEvent*)
{
    setDropping(false);
}

void Canvas::dropEvent(QDropEvent* event)
{
    setDropping(false);
    const QStringList paths = localPaths(event->mimeData());
    if (paths.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    emit pathsDropped(paths);
}

void Canvas::setDropping(bool dropping)
{
    m_dropping = dropping;
    update();
}

}  // namespace widgets
