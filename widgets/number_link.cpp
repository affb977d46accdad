#include "widgets/number_link.h"

#include "widgets/contrast.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"
#include "widgets/tabular_text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace widgets {

namespace {

constexpr int pad = 4;
constexpr int gap = 8;
constexpr std::size_t leastRoom = 999;  // the first parts of a run don't widen anything

}  // namespace

NumberLink::NumberLink(QWidget* parent) : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    set(0, {}, 0);
}

void NumberLink::set(std::size_t count, const QString& aside, std::size_t widest)
{
    widest = std::max({count, widest, leastRoom});
    if (m_widest == widest && m_count == count && m_aside == aside)
        return;  // while limits are dragged, most of them
    const QSize before = sizeHint();
    m_count = count;
    m_aside = aside;
    m_widest = widest;
    setEnabled(count > 0);
    setCursor(count > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setFocusPolicy(count > 0 ? Qt::TabFocus : Qt::NoFocus);
    describe();
    if (sizeHint() != before)
        updateGeometry();
    update();
}

void NumberLink::setMeaning(const QString& meaning)
{
    m_meaning = meaning;
    describe();
}

void NumberLink::describe()
{
    setText(m_aside.isEmpty() ? wholeNumber(double(m_count)) : wholeNumber(double(m_count)) + QLatin1Char(' ') + m_aside);
    setAccessibleName(tr("%1: %2", "what is counted: number").arg(m_meaning, text()));
    setToolTip(m_count > 0 ? tr("%1. Click to see them").arg(m_meaning) : m_meaning);
}

double NumberLink::asideWidth() const
{
    // Shares come as "5.0 %", "0.05 %" ...; four places hold nearly all and keep the column still.
    const QFontMetricsF metrics(font());
    return m_aside.isEmpty() ? 0 : std::max(tabularWidth(metrics, m_aside), tabularWidth(metrics, percentText(0.999)));
}

QSize NumberLink::sizeHint() const
{
    const QFontMetricsF metrics(font());
    const double number = tabularWidth(metrics, wholeNumber(double(m_widest)));
    const double aside = m_aside.isEmpty() ? 0 : gap + asideWidth();
    return {int(std::ceil(number + aside)) + 2 * pad, std::max(24, int(std::ceil(metrics.height())) + pad)};
}

void NumberLink::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = palette().color(QPalette::Window);
    const QColor link = palette().color(QPalette::Active, QPalette::Link);
    const QColor plain = palette().color(QPalette::Active, QPalette::WindowText);
    if (underMouse() && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(link, ground, isDown() ? 0.22 : 0.12));
        painter.drawRoundedRect(QRectF(rect()), pad, pad);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), pad, pad);
    }
    QRectF inside = QRectF(rect()).adjusted(pad, 0, -pad, 0);
    if (!m_aside.isEmpty()) {
        painter.setPen(mixed(plain, ground, 0.72));
        drawTabular(&painter, inside, Qt::AlignRight | Qt::AlignVCenter, m_aside);
        inside.setRight(inside.right() - asideWidth() - gap);
    }
    painter.setPen(m_count > 0 ? link : mixed(plain, ground, 0.72));
    drawTabular(&painter, inside, Qt::AlignRight | Qt::AlignVCenter, wholeNumber(double(m_count)));
}

void NumberLink::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    updateGeometry();
    QAbstractButton::changeEvent(event);
}

}  // namespace widgets
