#pragma once

#include <QStyledItemDelegate>

namespace widgets {

/// Table cells whose digits stand under each other; a cell with DefectTableModel::MarkRole shows badge and word.
class NumberDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int padding = 8;  ///< left and right of a cell's text

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace widgets
