#include "widgets/removable_chip.h"

#include "widgets/contrast.h"
#include "widgets/icons.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

namespace widgets {

namespace {

constexpr int gap = 8;
constexpr int buttonSide = 20;

}  // namespace

RemovableChip::RemovableChip(QWidget* parent) : QWidget(parent), m_remove(new QToolButton(this))
{
    m_remove->setIcon(icon(Icon::Cancel));
    m_remove->setIconSize({12, 12});
    m_remove->setAutoRaise(true);
    m_remove->setFocusPolicy(Qt::TabFocus);
    connect(m_remove, &QToolButton::clicked, this, &RemovableChip::removed);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    retranslate();
}

void RemovableChip::setText(const QString& text)
{
    m_text = text;
    setToolTip(text);
    setAccessibleName(text);
    retranslate();
    updateGeometry();
    update();
}

QSize RemovableChip::sizeHint() const
{
    return {2 * gap + fontMetrics().horizontalAdvance(m_text) + buttonSide + gap, minimumSizeHint().height()};
}

QSize RemovableChip::minimumSizeHint() const
{
    return {96, std::max(buttonSide + 4, (fontMetrics().height() + 8 + 3) / 4 * 4)};
}

void RemovableChip::resizeEvent(QResizeEvent*)
{
    const QRect place(width() - buttonSide - 4, (height() - buttonSide) / 2, buttonSide, buttonSide);
    m_remove->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
}

void RemovableChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor window = palette().color(QPalette::Window);
    const QColor accent = palette().color(QPalette::Highlight);
    painter.setPen(QPen(accent, 1));
    painter.setBrush(mixed(accent, window, 0.14));
    const double radius = height() / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect text = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(gap + 2, 0, -buttonSide - gap, 0));
    painter.drawText(text, Qt::AlignLeading | Qt::AlignVCenter, fontMetrics().elidedText(m_text, Qt::ElideMiddle, text.width()));
}

void RemovableChip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RemovableChip::retranslate()
{
    m_remove->setToolTip(tr("Show all again (Esc)"));
    m_remove->setAccessibleName(tr("Remove: %1").arg(m_text));
}

}  // namespace widgets
