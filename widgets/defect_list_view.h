#pragma once

#include <QTableView>

class QMenu;

namespace widgets {

class DefectListModel;

/// The table of DefectList: sorts by a click on a heading, copies as tab-separated lines, hides columns.
class DefectListView : public QTableView {
    Q_OBJECT

public:
    /// The model must outlive the view.
    explicit DefectListView(DefectListModel* model, QWidget* parent = nullptr);

    /// What Ctrl+C copies: the selected rows, all when none is, with the shown columns in their shown order.
    QString copyText() const;
    /// A checkable action for each column. The last one shown can't be hidden. The caller owns the menu.
    QMenu* columnMenu(QWidget* parent);
    /// Columns as wide as their widest cell, long texts up to 40 characters.
    void fitColumns();

public slots:
    void copy() const;

signals:
    void rowActivated(int row);  ///< double click or Enter: look closer

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyboardSearch(const QString&) override {}
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showMenu(QPoint globalAt);
    std::vector<int> selectedRows() const;
    std::vector<int> shownColumns() const;

    DefectListModel* m_model;
};

}  // namespace widgets
