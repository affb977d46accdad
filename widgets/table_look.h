#pragma once

class QTableView;

namespace widgets {

/// How every table of figures looks and is used: whole rows are chosen, nothing is edited in place, headings and cells keep the
/// same space at the sides, Tab leaves the table. Replaces its horizontal header and its delegate: call it first, before the model is set.
void setTableLook(QTableView& table);

}  // namespace widgets
