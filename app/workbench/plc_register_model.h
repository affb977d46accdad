#pragma once

#include "app/workbench/plc_text.h"

#include <QAbstractTableModel>

namespace app {

/// The registers that a PLC reads, with their present values. GUI thread.
class PlcRegisterModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { AddressColumn, NameColumn, ValueColumn, ColumnCount };

    explicit PlcRegisterModel(QObject* parent = nullptr);

    void setRegisters(const PlcRegisters& registers);
    /// The names in another language.
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PlcRegisters m_registers;
    std::vector<PlcRow> m_rows;
};

}  // namespace app
