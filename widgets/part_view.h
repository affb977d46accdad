#pragma once

#include <QListView>

namespace widgets {

class PartDelegate;

/// The list inside the filmstrip: one column when narrow, a grid when wide; every card of one size.
/// Letters, digits and Space are left to the window (the list has no type-ahead search); arrows move.
class PartView : public QListView {
    Q_OBJECT

public:
    explicit PartView(QWidget* parent = nullptr);

    void keyboardSearch(const QString&) override {}

signals:
    void failingWanted(int direction);  ///< Ctrl + arrow: +1 the next failing part, -1 the previous one

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOutCells();
    void moveBy(int rows);

    PartDelegate* m_delegate;
};

}  // namespace widgets
