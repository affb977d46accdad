#include "widgets/part_delegate.h"

#include "widgets/contrast.h"
#include "widgets/number_text.h"
#include "widgets/part_filter_model.h"
#include "widgets/part_list_model.h"
#include "widgets/part_marks.h"
#include "widgets/tabular_text.h"
#include "widgets/verdict_style.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <cmath>

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
    const QRect badge(area.left(), area.center().y() - badgeSide / 2 + 1, badgeSide, badgeSide);
    paintBadge(painter, badge, style);
    const QVariant human = index.data(PartListModel::HumanRole);
    if (human.isValid() && markOf(inference::Verdict(human.toInt())) != mark)
        paintStrike(painter, badge, option.palette);

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

/// In the corners of the picture: what a person says of the part.
void paintPersonsMarks(QPainter* painter, const QRect& picture, const QModelIndex& index, const QPalette& palette)
{
    constexpr int side = 20;
    const auto label = inference::Label(index.data(PartListModel::LabelRole).toInt());
    if (label != inference::Label::None)
        paintLabelTag(painter, QRect(picture.left() + gap, picture.top() + gap, side + gap, side), label, palette);
    const QVariant human = index.data(PartListModel::HumanRole);
    if (human.isValid())
        paintHumanVerdict(painter, QRect(picture.right() + 1 - gap - 2 * side, picture.top() + gap, 2 * side, side),
                          inference::Verdict(human.toInt()), palette);
}

/// A triangle that points down (open) or along the text (folded), the name, the counts that are not 0.
void paintHeading(QPainter* painter, const QStyleOptionViewItem& option, const PartGroup& group)
{
    const QPalette& palette = option.palette;
    const bool open = option.state & QStyle::State_Open;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const bool mirrored = option.direction == Qt::RightToLeft;
    const QColor text = palette.color(groupOf(option), QPalette::WindowText);
    const QColor ground = mixed(text, palette.color(QPalette::Window), hovered ? 0.12 : 0.05);
    painter->fillRect(option.rect, ground);
    painter->fillRect(QRect(option.rect.bottomLeft(), QSize(option.rect.width(), 1)), mixed(text, ground, 0.2));

    QStyleOption arrow;
    arrow.palette = palette;
    arrow.palette.setColor(QPalette::ButtonText, text);
    arrow.state = QStyle::State_Enabled;
    const auto placed = [&](const QRect& rect) { return QStyle::visualRect(option.direction, option.rect, rect); };
    const QRect inside = option.rect.adjusted(2 * gap, 0, -2 * gap, 0);
    arrow.rect = placed(QRect(inside.left(), inside.center().y() - 5, 12, 12));
    QApplication::style()->drawPrimitive(open ? QStyle::PE_IndicatorArrowDown
                                              : mirrored ? QStyle::PE_IndicatorArrowLeft : QStyle::PE_IndicatorArrowRight,
                                         &arrow, painter);
    int right = inside.right() + 1;
    for (const Mark mark : {Mark::Waiting, Mark::Pass, Mark::Error, Mark::Review, Mark::Fail}) {
        int count = group.counts[std::size_t(mark)];
        if (mark == Mark::Waiting)
            count += group.counts[std::size_t(Mark::Running)] + group.counts[std::size_t(Mark::Cancelled)];
        if (count == 0)
            continue;
        const VerdictStyle style = styleOf(mark, palette);
        const QString number = wholeNumber(count);
        const int width = int(std::ceil(tabularWidth(QFontMetricsF(option.font), number)));
        painter->setFont(option.font);
        painter->setPen(text);
        right -= width;
        drawTabular(painter, placed(QRect(right, inside.top(), width, inside.height())), Qt::AlignRight | Qt::AlignVCenter, number);
        right -= 12 + gap;
        paintBadge(painter, placed(QRect(right, inside.center().y() - 5, 12, 12)), style);
        right -= 2 * gap;
    }
    QFont bold = option.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(text);
    const QRect name(inside.left() + 12 + gap, inside.top(), right - inside.left() - 12 - gap, inside.height());
    painter->drawText(placed(name), Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
                      QFontMetrics(bold).elidedText(group.title, Qt::ElideLeft, name.width()));
}

}  // namespace

int PartDelegate::headingHeight(const QFont& font)
{
    return std::max(28, (QFontMetrics(font).height() + 2 * gap + 3) / 4 * 4);
}

QSize PartDelegate::cellFor(int width, const QFont& font)
{
    const int picture = (width - 4 * gap) * 5 / 8 / 4 * 4;
    return {width, picture + captionHeight(QFontMetrics(font)) + 4 * gap};
}

void PartDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (const QVariant group = index.data(PartFilterModel::GroupRole); group.isValid()) {
        paintHeading(painter, option, group.value<PartGroup>());
        painter->restore();
        return;
    }
    const QRect card = option.rect.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2);
    paintGround(painter, card, option);

    const QRect inside = card.adjusted(gap + 2, gap + 2, -gap - 2, -gap / 2);
    QRect picture = inside;
    QRect caption = inside;
    caption.setTop(inside.bottom() + 1 - captionHeight(QFontMetrics(option.font)));
    picture.setBottom(caption.top() - 1);
    paintPicture(painter, picture, index, option.palette);
    paintPersonsMarks(painter, picture, index, option.palette);
    paintCaption(painter, caption, index, option);
    painter->restore();
}

QSize PartDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return m_cell;
}

}  // namespace widgets
