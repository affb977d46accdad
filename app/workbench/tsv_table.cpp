#include "app/workbench/tsv_table.h"

#include "widgets/table_look.h"
#include "widgets/tsv_text.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>

namespace app {

namespace {

constexpr int widestName = 40;  // characters

}  // namespace

TsvTable::TsvTable(QWidget* parent)
    : QTableView(parent)
{
    widgets::setTableLook(*this);
    horizontalHeader()->setResizeContentsPrecision(40);  // rows that are measured, of perhaps 100,000
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);  // as it came, until a heading is clicked
    setSortingEnabled(true);
}

QString TsvTable::copyText() const
{
    QList<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.append(index.row());
    std::ranges::sort(rows);
    if (rows.isEmpty())
        for (int row = 0; row < model()->rowCount(); ++row)
            rows.append(row);
    const auto line = [this](auto cell) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells.append(cell(column));
        return widgets::tsvLine(cells);
    };
    QString text = line([this](int column) { return widgets::tsvCell(model()->headerData(column, Qt::Horizontal).toString()); });
    for (const int row : rows)
        text += line([&](int column) {
            const QModelIndex index = model()->index(row, column);
            const QVariant copied = index.data(copyRole);
            return copied.isValid() ? copied.toString() : widgets::tsvCell(index.data().toString());
        });
    return text;
}

void TsvTable::copy() const
{
    QGuiApplication::clipboard()->setText(copyText());
}

void TsvTable::fitColumns()
{
    verticalHeader()->setDefaultSectionSize(std::max(24, (fontMetrics().height() + 7) / 4 * 4));
    resizeColumnsToContents();
    const int most = fontMetrics().averageCharWidth() * widestName;
    if (columnWidth(0) > most)
        setColumnWidth(0, most);
}

void TsvTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit activated(currentIndex());
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void TsvTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("&Copy"), QKeySequence::Copy, this, &TsvTable::copy);
    menu.exec(event->globalPos());
}

void TsvTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (model() && (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange))
        fitColumns();
}

}  // namespace app
