#include "widgets/part_delegate.h"

#include "widgets/contrast.h"
#include "widgets/number_text.h"
#include "widgets/part_list_model.h"
#include "widgets/tabular_text.h"
#include "widgets/verdict_style.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace widgets {

namespace {

constexpr int gap = 4;
constexpr int badgeSide = 16;

int captionHeight(const QFontMetrics& metrics)
{
    return std::max(24, (metrics.height() + gap + 3) / 4 * 4);
}

QPalette::ColorGroup groupOf(const QStyleOptionViewItem& option)
{
    if (!(option.state & QStyle::State_Enabled))
        return QPalette::Disabled;
    return option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
}

/// The card's ground: a selected one is washed with the accent and framed by it, so that badge and text keep their colours.
void paintGround(QPainter* painter, const QRect& card, const QStyleOptionViewItem& option)
{
    const QPalette& palette = option.palette;
    const QColor base = palette.color(QPalette::Base);
    const QColor accent = palette.color(groupOf(option), QPalette::Highlight);
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (!selected && !hovered)
        return;
    painter->setBrush(mixed(accent, base, selected ? 0.16 : 0.07));
    painter->setPen(selected ? QPen(accent, 2) : QPen(Qt::NoPen));
    const double inset = selected ? 1 : 0;
    painter->drawRoundedRect(QRectF(card).adjusted(inset, inset, -inset, -inset), gap, gap);
}

/// Two mountains and a slash: there is a picture, but it can't be shown.
void paintBrokenPicture(QPainter* painter, const QRect& area, const QColor& ink)
{
    QRectF frame(0, 0, 32, 24);
    frame.moveCenter(QRectF(area).center());
    painter->setPen(QPen(ink, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(frame, 2, 2);
    QPainterPath ridge(frame.bottomLeft() + QPointF(4, -4));
    ridge.lineTo(frame.topLeft() + QPointF(12, 10));
    ridge.lineTo(frame.topLeft() + QPointF(18, 16));
    ridge.lineTo(frame.topLeft() + QPointF(22, 12));
    ridge.lineTo(frame.bottomRight() + QPointF(-4, -4));
    painter->drawPath(ridge);
    painter->drawLine(frame.bottomLeft() + QPointF(-4, 4), frame.topRight() + QPointF(4, -4));
}

void paintPicture(QPainter* painter, const QRect& area, const QModelIndex& index, const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mixed(text, base, 0.06));
    painter->drawRoundedRect(area, 2, 2);
    const QPixmap pixmap = index.data(PartListModel::ThumbnailRole).value<QPixmap>();
    if (pixmap.isNull()) {
        if (index.data(PartListModel::ThumbnailFailedRole).toBool())
            paintBrokenPicture(painter, area, mixed(text, base, 0.5));
        return;
    }
    QRect target(QPoint(), pixmap.size().scaled(area.size(), Qt::KeepAspectRatio));
    target.moveCenter(area.center());
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawPixmap(target, pixmap);
}

void paintCaption(QPainter* painter, const QRect& area, const QModelIndex& index, const QStyleOptionViewItem& option)
{
    const auto mark = Mark(index.data(PartListModel::MarkRole).toInt());
    const VerdictStyle style = styleOf(mark, option.palette);
    paintBadge(painter, QRect(area.left(), area.center().y() - badgeSide / 2 + 1, badgeSide, badgeSide), style);

    const QFontMetrics metrics(option.font);
    painter->setFont(option.font);
    int right = area.right();
    const QVariant score = index.data(PartListModel::ScoreRole);
    if (score.isValid()) {
        const QString text = scoreText(score.toDouble());
        painter->setPen(style.text);
        drawTabular(painter, area, Qt::AlignRight | Qt::AlignVCenter, text);
        right -= int(std::ceil(tabularWidth(QFontMetricsF(option.font), text))) + 2 * gap;
    }
    QRect name = area;
    name.setLeft(area.left() + badgeSide + gap);
    name.setRight(right);
    painter->setPen(option.palette.color(groupOf(option), QPalette::Text));
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, name.width()));
}

}  // namespace

QSize PartDelegate::cellFor(int width, const QFont& font)
{
    const int picture = (width - 4 * gap) * 5 / 8 / 4 * 4;
    return {width, picture + captionHeight(QFontMetrics(font)) + 4 * gap};
}

void PartDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2);
    paintGround(painter, card, option);

    const QRect inside = card.adjusted(gap + 2, gap + 2, -gap - 2, -gap / 2);
    QRect picture = inside;
    QRect caption = inside;
    caption.setTop(inside.bottom() + 1 - captionHeight(QFontMetrics(option.font)));
    picture.setBottom(caption.top() - 1);
    paintPicture(painter, picture, index, option.palette);
    paintCaption(painter, caption, index, option);
    painter->restore();
}

QSize PartDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return m_cell;
}

}  // namespace widgets
