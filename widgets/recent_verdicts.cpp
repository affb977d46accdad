#include "widgets/recent_verdicts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace widgets {
namespace {

constexpr int tileWidth = 112;
constexpr int pictureHeight = 64;
constexpr int padding = 4;
constexpr int gap = 4;
constexpr int badge = 20;

}  // namespace

RecentVerdicts::RecentVerdicts(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RecentVerdicts::setItems(const QList<Item>& items)
{
    m_items = items;
    update();
}

void RecentVerdicts::setCurrent(quint64 number)
{
    m_current = number;
    update();
}

QSize RecentVerdicts::sizeHint() const
{
    return {5 * (tileWidth + gap) + gap, minimumSizeHint().height()};
}

QSize RecentVerdicts::minimumSizeHint() const
{
    return {tileWidth + 2 * gap, pictureHeight + fontMetrics().height() + 3 * padding + 2 * gap};
}

QRect RecentVerdicts::tile(qsizetype index) const
{
    return {gap + int(index) * (tileWidth + gap), gap, tileWidth, height() - 2 * gap};
}

/// As many as fit whole; the others are neither painted nor chosen.
qsizetype RecentVerdicts::shownCount() const
{
    return std::clamp<qsizetype>(width() / (tileWidth + gap), 0, m_items.size());
}

qsizetype RecentVerdicts::indexAt(QPoint at) const
{
    for (qsizetype i = 0; i < shownCount(); ++i)
        if (tile(i).contains(at))
            return i;
    return -1;
}

qsizetype RecentVerdicts::indexOfCurrent() const
{
    const auto found = std::ranges::find(m_items, m_current, &Item::number);
    return found == m_items.end() ? -1 : std::distance(m_items.begin(), found);
}

void RecentVerdicts::choose(qsizetype index)
{
    if (index < 0 || index >= shownCount())
        return;
    setCurrent(m_items[index].number);
    emit chosen(m_current);
}

bool RecentVerdicts::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* const help = static_cast<QHelpEvent*>(event);
        const qsizetype index = indexAt(help->pos());
        if (index >= 0)
            QToolTip::showText(help->globalPos(), styleOf(m_items[index].mark, palette()).word + QStringLiteral(" · ") + m_items[index].text, this, tile(index));
        return true;
    }
    return QWidget::event(event);
}

void RecentVerdicts::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    for (qsizetype i = 0; i < shownCount(); ++i) {
        const Item& item = m_items[i];
        const QRect area = tile(i);
        const bool current = item.number == m_current;
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(current ? QPalette::Highlight : QPalette::Base));
        painter.drawRoundedRect(area, 4, 4);
        const QRect room = area.adjusted(padding, padding, -padding, 0).intersected(QRect(area.left(), area.top(), area.width(), pictureHeight + padding));
        if (!item.thumbnail.isNull()) {
            const QSize shown = item.thumbnail.size().scaled(room.size(), Qt::KeepAspectRatio);
            painter.drawImage(QRect(room.center() - QPoint(shown.width() / 2, shown.height() / 2), shown), item.thumbnail);
        }
        const QRect line(area.left() + padding, area.bottom() - padding - fontMetrics().height() + 1, area.width() - 2 * padding, fontMetrics().height());
        VerdictStyle style = styleOf(item.mark, palette());
        if (current)
            style.fill = palette().color(QPalette::HighlightedText), style.symbol = palette().color(QPalette::Highlight);
        paintBadge(&painter, QRectF(line.left(), line.center().y() - badge / 2.0 + 1, badge, badge).adjusted(2, 2, -2, -2), style);
        painter.setPen(palette().color(current ? QPalette::HighlightedText : QPalette::Text));
        const QRect text = line.adjusted(badge + padding, 0, 0, 0);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(item.text, Qt::ElideRight, text.width()));
    }
    if (hasFocus() && !m_items.isEmpty()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void RecentVerdicts::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(indexAt(event->pos()));
}

void RecentVerdicts::keyPressEvent(QKeyEvent* event)
{
    const qsizetype at = indexOfCurrent();
    switch (event->key()) {
    case Qt::Key_Left: choose(std::clamp<qsizetype>(at - 1, 0, std::max<qsizetype>(0, shownCount() - 1))); break;
    case Qt::Key_Right: choose(at + 1); break;
    case Qt::Key_Home: choose(0); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(std::max<qsizetype>(0, at)); break;
    default: QWidget::keyPressEvent(event);
    }
}

}  // namespace widgets
