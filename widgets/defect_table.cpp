#include "widgets/defect_table.h"

#include "widgets/table_look.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace widgets {

DefectTable::DefectTable(QWidget* parent)
    : QTableView(parent), m_defects(new DefectTableModel(this)), m_sorted(new QSortFilterProxyModel(this))
{
    m_sorted->setSourceModel(m_defects);
    m_sorted->setSortRole(DefectTableModel::SortRole);
    setTableLook(*this);
    setModel(m_sorted);
    setFrameShape(QFrame::NoFrame);
    setSortingEnabled(true);
    sortByColumn(DefectTableModel::NumberColumn, Qt::AscendingOrder);
    setAccessibleName(tr("Defects"));
    fitColumns();

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_quiet)
            emit defectSelected(selectedDefect());
        emit selectedDefectChanged(selectedDefect());
    });
    connect(this, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { emit defectActivated(m_sorted->mapToSource(index).row()); });
}

void DefectTable::setDefects(std::vector<inference::Defect> defects, DefectDetails details)
{
    int kept = -1;
    if (const int old = selectedDefect(); old >= 0) {
        const inference::Point peak = m_defects->defects()[std::size_t(old)].peakAt;
        const auto same = std::ranges::find(defects, peak, &inference::Defect::peakAt);
        if (same != defects.end())
            kept = int(same - defects.begin());
    }
    const bool grown = defects.size() > m_defects->defects().size() || details != m_defects->details();
    m_quiet = true;
    m_defects->setDefects(std::move(defects), std::move(details));
    m_quiet = false;
    setSelectedDefect(kept);
    if (grown)
        fitColumns();
}

int DefectTable::selectedDefect() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return -1;
    const QModelIndex current = currentIndex();
    const bool currentSelected = current.isValid() && selectionModel()->isRowSelected(current.row());
    return m_sorted->mapToSource(currentSelected ? current : rows.first()).row();
}

void DefectTable::setSelectedDefect(int index)
{
    m_quiet = true;
    if (index < 0 || index >= m_defects->rowCount()) {
        selectionModel()->clear();
    } else if (index != selectedDefect() || selectionModel()->selectedRows().size() != 1) {
        const QModelIndex row = m_sorted->mapFromSource(m_defects->index(index, 0));
        selectionModel()->setCurrentIndex(row, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        scrollTo(row);
    }
    m_quiet = false;
}

QString DefectTable::selectedText() const
{
    QList<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.append(index.row());
    if (rows.isEmpty())
        return {};
    std::ranges::sort(rows);
    const auto line = [](auto cell) {
        QStringList cells;
        for (int column = 0; column < DefectTableModel::columns; ++column)
            cells.append(cell(column));
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line([this](int column) { return m_sorted->headerData(column, Qt::Horizontal).toString(); });
    for (const int row : rows)
        text += line([this, row](int column) {
            return m_sorted->index(row, column).data(DefectTableModel::CopyRole).toString();
        });
    return text;
}

void DefectTable::copySelected() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void DefectTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
        event->accept();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && selectedDefect() >= 0) {
        emit defectActivated(selectedDefect());
        event->accept();
        return;
    }
    if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
        event->ignore();  // single letters and Space are the window's
        return;
    }
    QTableView::keyPressEvent(event);
}

void DefectTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) {
        setAccessibleName(tr("Defects"));
        emit m_defects->headerDataChanged(Qt::Horizontal, 0, DefectTableModel::columns - 1);
        fitColumns();
    }
}

void DefectTable::fitColumns()
{
    const int height = std::max(24, (fontMetrics().height() + 7) / 4 * 4);
    verticalHeader()->setDefaultSectionSize(height);
    resizeColumnsToContents();
}

}  // namespace widgets
