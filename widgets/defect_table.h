#pragma once

#include "widgets/defect_table_model.h"

#include <QTableView>

#include <vector>

class QSortFilterProxyModel;

namespace widgets {

/// The regions of the part on the canvas, linked with it. Indices are those of the defects as they were set, whatever
/// column the person sorts by.
class DefectTable : public QTableView {
    Q_OBJECT

public:
    explicit DefectTable(QWidget* parent = nullptr);

    /// The selected region stays selected when the new ones hold one with its peak at the same place (a limit was moved);
    /// otherwise none is. No signal: ask selectedDefect() afterwards.
    void setDefects(std::vector<inference::Defect> defects, DefectDetails details = {});
    /// Selects without a signal; -1 selects none.
    void setSelectedDefect(int index);
    int selectedDefect() const;

    DefectTableModel* defectModel() const { return m_defects; }
    /// The selected rows as tab-separated lines under a line of headings, in the shown order.
    QString selectedText() const;

public slots:
    void copySelected() const;

signals:
    void defectSelected(int index);   ///< by the person; -1: none
    /// Another region is selected, by the person or by the program.
    void selectedDefectChanged(int index);
    void defectActivated(int index);  ///< double click or Enter: look closer

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyboardSearch(const QString&) override {}
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();

    DefectTableModel* m_defects;
    QSortFilterProxyModel* m_sorted;
    bool m_quiet = false;
};

}  // namespace widgets
