#include "widgets/split_handle.h"

#include "widgets/canvas_hud.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>

namespace widgets {
namespace {

constexpr int handleWidth = 24;  // widget pixels; room for the grip
constexpr double gripRadius = 10;
constexpr double smallStep = 0.01;
constexpr double bigStep = 0.1;

/// The share a key asks for; empty for keys of others.
std::optional<double> shareFor(const QKeyEvent& event, double share)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    if (modifiers != Qt::NoModifier && modifiers != Qt::ShiftModifier)
        return std::nullopt;
    const double step = modifiers == Qt::ShiftModifier ? bigStep : smallStep;
    switch (event.key()) {
    case Qt::Key_Left: return share - step;
    case Qt::Key_Right: return share + step;
    case Qt::Key_Home: return 0;
    case Qt::Key_End: return 1;
    default: return std::nullopt;
    }
}

}  // namespace

SplitHandle::SplitHandle(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SplitHCursor);
    describe();
}

void SplitHandle::setShare(double share)
{
    m_share = std::clamp(share, 0.0, 1.0);
    describe();
    place();
}

void SplitHandle::place()
{
    if (const QWidget* const canvas = parentWidget())
        setGeometry(int(std::lround(m_share * canvas->width())) - handleWidth / 2, 0, handleWidth, canvas->height());
}

void SplitHandle::describe()
{
    setAccessibleName(tr("Dividing line"));
    setAccessibleDescription(tr("%1 % from the left").arg(int(std::lround(m_share * 100))));
    setToolTip(tr("Drag, or move with the arrow keys; a double click goes back to the middle"));
}

void SplitHandle::moveTo(double share)
{
    const double before = m_share;
    // To thousandths, so that ten steps of a hundredth are one of a tenth.
    setShare(std::round(share * 1000) / 1000);
    if (m_share != before)
        emit moved(m_share);
}

bool SplitHandle::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && shareFor(*static_cast<QKeyEvent*>(event), m_share)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void SplitHandle::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_grabbed = event->position().x() - handleWidth / 2.0;
}

void SplitHandle::mouseMoveEvent(QMouseEvent* event)
{
    if ((event->buttons() & Qt::LeftButton) && parentWidget()->width() > 0)
        moveTo((mapToParent(event->position()).x() - m_grabbed) / parentWidget()->width());
    else
        event->ignore();
}

void SplitHandle::mouseReleaseEvent(QMouseEvent* event)
{
    event->setAccepted(event->button() == Qt::LeftButton);
}

void SplitHandle::mouseDoubleClickEvent(QMouseEvent*)
{
    moveTo(0.5);
}

void SplitHandle::keyPressEvent(QKeyEvent* event)
{
    if (const auto share = shareFor(*event, m_share))
        moveTo(*share);
    else
        event->ignore();
}

void SplitHandle::focusInEvent(QFocusEvent* event)
{
    update();
    QWidget::focusInEvent(event);
}

void SplitHandle::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

void SplitHandle::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    QWidget::changeEvent(event);
}

void SplitHandle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = handleWidth / 2.0;
    const QColor line = hasFocus() ? hud::accent(palette()) : QColor(245, 245, 245);
    painter.fillRect(QRectF(x - 2, 0, 4, height()), QColor(0, 0, 0, 150));
    painter.fillRect(QRectF(x - 1, 0, 2, height()), line);
    const QPointF centre(x, std::round(height() / 2.0));
    painter.setPen(QPen(line, hasFocus() ? 2 : 1.5));
    painter.setBrush(QColor(16, 16, 16));
    painter.drawEllipse(centre, gripRadius, gripRadius);
    painter.setPen(QPen(hud::text(), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const double side : {-1.0, 1.0})
        painter.drawPolyline(QPolygonF {centre + QPointF(side * 2.5, -3), centre + QPointF(side * 5.5, 0), centre + QPointF(side * 2.5, 3)});
}

}  // namespace widgets
