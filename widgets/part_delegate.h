#pragma once

#include <QStyledItemDelegate>

namespace widgets {

/// Draws one part of a PartListModel as a card: picture, badge, name, score. Only what is on screen is asked for.
class PartDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Every card has this size, in logical pixels.
    void setCellSize(QSize size) { m_cell = size; }
    QSize cellSize() const { return m_cell; }
    /// A card of `width` for a caption in `font`; on the 4 px grid.
    static QSize cellFor(int width, const QFont& font);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QSize m_cell{200, 160};
};

}  // namespace widgets
