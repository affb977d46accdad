#pragma once

#include <QStyledItemDelegate>

namespace widgets {

/// Draws one part of a PartListModel as a card: picture, badge, name, score; on the picture, in shapes that need no colour, a
/// tag with the label (hollow with a tick: good, solid with a cross: defective) and a head with the verdict of the person who
/// reviewed it. A machine verdict that was overruled is struck through. Headings of a PartFilterModel get the folder's name
/// and how many parts of each verdict it has. Only what is on screen is asked for.
class PartDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Every card has this size, in logical pixels.
    void setCellSize(QSize size) { m_cell = size; }
    QSize cellSize() const { return m_cell; }
    /// A card of `width` for a caption in `font`; on the 4 px grid.
    static QSize cellFor(int width, const QFont& font);
    static int headingHeight(const QFont& font);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QSize m_cell{200, 160};
};

}  // namespace widgets
