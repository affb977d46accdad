#pragma once

#include "widgets/shape_set.h"

#include <QAbstractTableModel>

namespace widgets {

/// Zones, then don't-care areas, in the recipe's order. A new name is asked for, not taken: the owner answers with setShapes.
class ZoneListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NumberColumn, NameColumn, KindColumn, columns };

    explicit ZoneListModel(QObject* parent = nullptr);

    void setShapes(const ShapeSet& shapes);
    ShapeId idAt(int row) const;
    int rowOf(ShapeId id) const;  ///< -1 for none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void renameWanted(widgets::ShapeId id, const QString& name);

private:
    ShapeSet m_shapes;
};

}  // namespace widgets
