#pragma once

#include "widgets/card_layout.h"

#include <QListView>

namespace widgets {

class PartDelegate;
class PartFilterModel;

/// The list inside the filmstrip: one column when narrow, a grid when wide; every card of one size, headings of groups over
/// the whole width, the one of the group at the top staying in view. It places its cards itself: QListView looks at each of
/// 100,000 rows for every layout. Its model is a PartFilterModel.
/// Letters, digits and Space are left to the window (the list has no type-ahead search); arrows move.
class PartView : public QListView {
    Q_OBJECT

public:
    explicit PartView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void keyboardSearch(const QString&) override {}

    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;

signals:
    void failingWanted(int direction);        ///< Ctrl + arrow: +1 the next failing part, -1 the previous one
    void foldWanted(int group, bool folded);  ///< a click on a heading
    void currentFoldWanted(bool folded);      ///< Shift + left or right: the group of the current part
    void allFoldWanted(bool folded);          ///< Ctrl + Shift + left or right

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;

private:
    const CardLayout& cards() const;
    void layOutCells();
    void moveBy(int rows);
    bool pressHeading(QMouseEvent* event);
    int headingHeight() const;
    /// The heading that stays at the top, and where it is drawn; an invalid rectangle: none.
    std::pair<int, QRect> stickyHeading() const;
    QRect mirrored(const QRect& content) const;
    void paintRow(QPainter* painter, int row, const QRect& rect, const QModelIndex& hovered);
    void keepPlace();

    PartFilterModel* m_parts = nullptr;
    PartDelegate* m_delegate;
    int m_columns = 1;
    mutable CardLayout m_cards;
    mutable bool m_stale = true;  // m_cards
    QPersistentModelIndex m_anchor;
    int m_anchorTop = 0;
};

}  // namespace widgets
