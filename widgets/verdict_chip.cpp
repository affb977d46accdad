#include "widgets/verdict_chip.h"

#include "widgets/contrast.h"
#include "widgets/number_text.h"
#include "widgets/tabular_text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace widgets {

namespace {

constexpr int badgeSide = 16;
constexpr int gap = 4;

}  // namespace

VerdictChip::VerdictChip(Mark mark, QWidget* parent) : QAbstractButton(parent), m_mark(mark)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    describe();
}

void VerdictChip::setCount(int count)
{
    if (std::exchange(m_count, count) == count)
        return;
    describe();
    updateGeometry();
    update();
}

void VerdictChip::describe()
{
    switch (m_mark) {
    case Mark::Fail: setToolTip(tr("%n failing part(s)", nullptr, m_count)); break;
    case Mark::Review: setToolTip(tr("%n part(s) to review", nullptr, m_count)); break;
    case Mark::Error: setToolTip(tr("%n part(s) with an error", nullptr, m_count)); break;
    case Mark::Pass: setToolTip(tr("%n passing part(s)", nullptr, m_count)); break;
    case Mark::Running:
    case Mark::Waiting:
    case Mark::Cancelled: setToolTip(tr("%n part(s) not inspected", nullptr, m_count)); break;
    }
    setAccessibleName(toolTip());
}

QSize VerdictChip::sizeHint() const
{
    const double number = tabularWidth(QFontMetricsF(font()), wholeNumber(m_count));
    return {gap + badgeSide + gap + int(std::ceil(number)) + gap + 2, std::max(24, fontMetrics().height() + gap)};
}

void VerdictChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const VerdictStyle style = styleOf(m_mark, palette());
    const QColor ground = palette().color(QPalette::Window);
    if (isChecked() || underMouse() || isDown()) {
        painter.setPen(isChecked() ? QPen(style.fill, 1) : QPen(Qt::NoPen));
        painter.setBrush(mixed(style.fill, ground, isChecked() ? 0.14 : 0.08));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), gap, gap);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), gap, gap);
    }
    paintBadge(&painter, QRectF(gap, (height() - badgeSide) / 2, badgeSide, badgeSide), style);
    painter.setPen(m_count > 0 ? style.text : palette().color(QPalette::PlaceholderText));
    drawTabular(&painter, QRectF(rect()).adjusted(gap + badgeSide + gap, 0, -gap, 0), Qt::AlignLeft | Qt::AlignVCenter,
                wholeNumber(m_count));
}

void VerdictChip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    QAbstractButton::changeEvent(event);
}

}  // namespace widgets
