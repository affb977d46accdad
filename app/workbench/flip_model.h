#pragma once

#include "app/workbench/what_if_service.h"

#include <QAbstractTableModel>

#include <vector>

namespace app {

/// The flipped parts of an answer, a row each. Texts are made for the rows that are looked at; numbers sort as numbers.
class FlipModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { PartColumn, BeforeColumn, AfterColumn, ScoreColumn, LabelColumn, FolderColumn, columnsCount };
    enum Roles { SortRole = Qt::UserRole, PathRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setFlips(const QList<Flip>& flips);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        Flip flip;
        QString name;
        QString folder;
    };
    QVariant text(const Row& row, int column) const;
    QVariant sortKey(const Row& row, int column) const;

    std::vector<Row> m_rows;
};

}  // namespace app
