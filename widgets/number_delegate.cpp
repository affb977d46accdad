#include "widgets/number_delegate.h"

#include "widgets/defect_table_model.h"
#include "widgets/tabular_text.h"
#include "widgets/verdict_style.h"

#include <QApplication>
#include <QPainter>

#include <cmath>

namespace widgets {

namespace {

constexpr int badgeSide = 16;
constexpr int gap = 4;

}  // namespace

void NumberDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    QString text = std::exchange(cell.text, QString());
    cell.state &= ~QStyle::State_HasFocus;  // rows are selected, not cells
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const bool selected = cell.state & QStyle::State_Selected;
    const QPalette::ColorGroup group = !(cell.state & QStyle::State_Enabled) ? QPalette::Disabled
                                       : cell.state & QStyle::State_Active   ? QPalette::Active
                                                                             : QPalette::Inactive;
    QRect inside = cell.rect.adjusted(padding, 0, -padding, 0);
    painter->save();
    painter->setFont(cell.font);
    const QVariant mark = index.data(DefectTableModel::MarkRole);
    if (mark.isValid()) {
        VerdictStyle look = styleOf(Mark(mark.toInt()), cell.palette);
        if (selected) {
            look.fill = cell.palette.color(group, QPalette::HighlightedText);
            look.symbol = cell.palette.color(group, QPalette::Highlight);
        }
        paintBadge(painter, QRect(inside.left(), inside.center().y() - badgeSide / 2 + 1, badgeSide, badgeSide), look);
        inside.setLeft(inside.left() + badgeSide + gap);
    }
    // As wide as its digits will be; what a narrow column can't hold would run into the next one.
    const QFontMetricsF metrics(cell.font);
    if (const double wide = tabularWidth(metrics, text); wide > inside.width() + 1)
        text = metrics.elidedText(text, cell.textElideMode, inside.width() - (wide - metrics.horizontalAdvance(text)));
    painter->setPen(cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    drawTabular(painter, inside, cell.displayAlignment, text);
    painter->restore();
}

QSize NumberDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    double width = tabularWidth(QFontMetricsF(cell.font), cell.text) + 2 * padding;
    if (index.data(DefectTableModel::MarkRole).isValid())
        width += badgeSide + gap;
    return {int(std::ceil(width)), std::max(24, (cell.fontMetrics.height() + gap + 3) / 4 * 4)};
}

}  // namespace widgets
