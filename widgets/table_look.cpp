#include "widgets/table_look.h"

#include "widgets/number_delegate.h"
#include "widgets/number_header.h"

#include <QTableView>

namespace widgets {

void setTableLook(QTableView& table)
{
    table.setHorizontalHeader(new NumberHeader(&table));
    table.setItemDelegate(new NumberDelegate(&table));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setAlternatingRowColors(true);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setCornerButtonEnabled(false);
    table.setTabKeyNavigation(false);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setMinimumSectionSize(24);
}

}  // namespace widgets
