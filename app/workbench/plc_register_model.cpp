#include "app/workbench/plc_register_model.h"

#include "app/workbench/tsv_table.h"

namespace app {

PlcRegisterModel::PlcRegisterModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_registers(plcRegisters({}))
    , m_rows(plcRows(m_registers))
{
}

void PlcRegisterModel::setRegisters(const PlcRegisters& registers)
{
    if (registers == m_registers)
        return;
    m_registers = registers;
    const std::vector<PlcRow> before = std::exchange(m_rows, plcRows(registers));
    for (int row = 0; row < rowCount(); ++row)
        if (before[std::size_t(row)].value != m_rows[std::size_t(row)].value)
            emit dataChanged(index(row, ValueColumn), index(row, ValueColumn));
}

void PlcRegisterModel::retranslate()
{
    m_rows = plcRows(m_registers);
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int PlcRegisterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PlcRegisterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlcRegisterModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PlcRow& row = m_rows[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int(index.column() == ValueColumn ? Qt::AlignTrailing | Qt::AlignVCenter : Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != TsvTable::copyRole)
        return {};
    switch (index.column()) {
    case AddressColumn: return row.address;
    case NameColumn: return row.name;
    default: return row.value;
    }
}

QVariant PlcRegisterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section == ValueColumn ? Qt::AlignTrailing | Qt::AlignVCenter : Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case AddressColumn: return tr("Address");
    case NameColumn: return tr("Register");
    default: return tr("Value");
    }
}

}  // namespace app
