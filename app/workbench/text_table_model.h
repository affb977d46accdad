#pragma once

#include "app/common/text_rows.h"

#include <QAbstractTableModel>

namespace app {

/// Texts that were made elsewhere, a table at a time: names in the first column, numbers, to the right, in the others. GUI thread.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const TextRows& table);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    TextRows m_table;
};

}  // namespace app
