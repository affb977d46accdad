#include "widgets/limit_handle.h"

#include "widgets/limit_scale.h"
#include "widgets/rate_text.h"
#include "widgets/tabular_text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace widgets {

namespace {

constexpr int pad = 4;
constexpr int point = 6;
constexpr double corner = 4;
constexpr LimitScale coarse{0, 1, 0.01, false, 1000};
constexpr LimitScale fine{0, 1, 0.001, false, 1000};

/// The value a key leads to; NaN for the keys that mean something else.
double movedBy(const QKeyEvent& event, double value)
{
    const bool far = event.modifiers() & Qt::ShiftModifier;
    const LimitScale& scale = event.modifiers() & Qt::ControlModifier ? fine : coarse;
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: return scale.stepped(value, far ? -5 : -1);
    case Qt::Key_Right:
    case Qt::Key_Up: return scale.stepped(value, far ? 5 : 1);
    case Qt::Key_PageDown: return coarse.stepped(value, -5);
    case Qt::Key_PageUp: return coarse.stepped(value, 5);
    case Qt::Key_Home: return 0;
    case Qt::Key_End: return 1;
    default: return std::nan("");
    }
}

}  // namespace

LimitHandle::LimitHandle(Mark mark, QWidget* parent) : QWidget(parent), m_mark(mark)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    describe();
}

void LimitHandle::setValue(double value)
{
    if (value == m_value)
        return;
    m_value = value;
    describe();
    update();
}

void LimitHandle::setPoint(double x)
{
    if (x == m_point)
        return;
    m_point = x;
    update();
}

void LimitHandle::setHot(bool hot)
{
    if (std::exchange(m_hot, hot) != hot)
        update();
}

void LimitHandle::describe()
{
    setAccessibleName(m_mark == Mark::Fail ? tr("Fail limit, %1").arg(limitText(m_value))
                                           : tr("Review limit, %1").arg(limitText(m_value)));
    setAccessibleDescription(tr("Arrow keys move it"));
}

QSize LimitHandle::sizeHint() const
{
    const QFontMetricsF metrics(font());
    // As wide for every value: a limit of four decimals makes no other jump.
    const double text = std::max(tabularWidth(metrics, limitText(0)), tabularWidth(metrics, limitText(m_value)));
    const int line = int(std::ceil(metrics.height()));
    return {pad + line + pad + int(std::ceil(text)) + 2 * pad, line + pad + point};
}

void LimitHandle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const VerdictStyle style = styleOf(m_mark, palette());
    const QRectF pill = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -point - 0.5);
    QPainterPath shape;
    shape.addRoundedRect(pill, corner, corner);
    const double x = std::clamp(m_point, pill.left() + 1, pill.right() - 1);
    QPainterPath arrow;
    arrow.moveTo(std::max(x - point, pill.left()), pill.bottom() - 1);
    arrow.lineTo(m_point, height());
    arrow.lineTo(std::min(x + point, pill.right()), pill.bottom() - 1);
    arrow.closeSubpath();
    shape = shape.united(arrow);

    const QColor base = palette().color(QPalette::Base);
    painter.setPen(QPen(hasFocus() ? palette().color(QPalette::Highlight) : style.fill, hasFocus() ? 3 : m_hot ? 2 : 1));
    painter.setBrush(base);
    painter.drawPath(shape);

    const int line = fontMetrics().height();
    paintBadge(&painter, QRectF(pill.left() + pad, pill.center().y() - line / 2.0 + 1, line - 2, line - 2), style);
    painter.setPen(style.text);
    drawTabular(&painter, pill.adjusted(pad + line, 0, -pad - 1, 0), Qt::AlignRight | Qt::AlignVCenter, limitText(m_value));
}

bool LimitHandle::event(QEvent* event)
{
    // The window's own keys for arrows and pages stay away while a limit has the focus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<QKeyEvent&>(*event);
        if (!std::isnan(movedBy(key, m_value)) || (m_moving && key.key() == Qt::Key_Escape)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void LimitHandle::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_moving) {
        m_moving = false;
        emit givenUp();
        return;
    }
    const double value = movedBy(*event, m_value);
    if (std::isnan(value))
        return QWidget::keyPressEvent(event);
    m_moving = true;
    emit moved(value);
}

void LimitHandle::keyReleaseEvent(QKeyEvent* event)
{
    if (!event->isAutoRepeat() && !std::isnan(movedBy(*event, m_value)))
        finish();
    else
        QWidget::keyReleaseEvent(event);
}

void LimitHandle::focusOutEvent(QFocusEvent* event)
{
    finish();
    update();
    QWidget::focusOutEvent(event);
}

void LimitHandle::finish()
{
    if (std::exchange(m_moving, false))
        emit finished();
}

void LimitHandle::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        emit sizeHintChanged();
    update();
    QWidget::changeEvent(event);
}

}  // namespace widgets
