#include "widgets/number_header.h"

#include "widgets/number_delegate.h"

#include <QPainter>
#include <QStyleOptionHeader>

namespace widgets {

namespace {

constexpr int arrowSide = 8;

}  // namespace

NumberHeader::NumberHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setHighlightSections(false);
}

void NumberHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    QStyleOptionHeaderV2 option;
    initStyleOption(&option);
    initStyleOptionForIndex(&option, section);
    option.rect = rect;
    painter->save();
    painter->setClipRect(rect);
    style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);

    const QRect inside = rect.adjusted(NumberDelegate::padding, 0, -NumberDelegate::padding, 0);
    painter->setPen(option.palette.color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
    painter->drawText(inside, int(option.textAlignment | Qt::TextSingleLine), option.text);
    if (isSortIndicatorShown() && section == sortIndicatorSection()) {
        // Beside the words, where the column has room: numbers keep their right edge.
        const bool right = option.textAlignment & Qt::AlignRight;
        const int width = fontMetrics().horizontalAdvance(option.text) + 4;
        const int left = right ? inside.right() - width - arrowSide : inside.left() + width;
        option.rect = QRect(left, rect.center().y() - arrowSide / 2 + 2, arrowSide, arrowSide);
        option.sortIndicator =
            sortIndicatorOrder() == Qt::AscendingOrder ? QStyleOptionHeader::SortDown : QStyleOptionHeader::SortUp;
        style()->drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &option, painter, this);
    }
    painter->restore();
}

QSize NumberHeader::sectionSizeFromContents(int section) const
{
    const QString text = model() ? model()->headerData(section, Qt::Horizontal).toString() : QString();
    const int width = fontMetrics().horizontalAdvance(text) + 2 * NumberDelegate::padding + 4 + arrowSide;
    return {width, std::max(24, (fontMetrics().height() + 7) / 4 * 4)};
}

}  // namespace widgets
