#include "widgets/defect_table_model.h"

#include "widgets/tsv_text.h"
#include "widgets/verdict_style.h"

#include <QLocale>

#include <array>

namespace widgets {

namespace {

constexpr std::array<DefectColumn, DefectTableModel::columns> shown{
    DefectColumn::Number, DefectColumn::Verdict, DefectColumn::Area,     DefectColumn::Length, DefectColumn::Width, DefectColumn::Peak, DefectColumn::Mean,
    DefectColumn::Contrast, DefectColumn::Zone,  DefectColumn::Class,    DefectColumn::X,      DefectColumn::Y,     DefectColumn::Box};

DefectColumn columnOf(int column)
{
    return shown[std::size_t(column)];
}

Mark markOfDefect(const inference::Defect& defect)
{
    return defect.failing ? Mark::Fail : Mark::Review;
}

}  // namespace

DefectTableModel::DefectTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void DefectTableModel::setDefects(std::vector<inference::Defect> defects, DefectDetails details)
{
    beginResetModel();
    m_defects = std::move(defects);
    m_details = std::move(details);
    m_records.clear();
    for (const inference::Defect& defect : m_defects) {
        DefectRecord& record = m_records.emplace_back(recordOf(defect));
        record.number = int(m_records.size());
        record.zoneName = m_details.zones.value(defect.zone);
        record.className = m_details.classes.value(record.number - 1);
    }
    endResetModel();
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

int DefectTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_defects.size());
}

int DefectTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString DefectTableModel::text(int row, int column) const
{
    return defectCell(m_records[std::size_t(row)], columnOf(column), m_details.calibration, QLocale());
}

QVariant DefectTableModel::sortKey(int row, int column) const
{
    if (column == VerdictColumn)
        return int(markOfDefect(m_defects[std::size_t(row)]));
    return isNumeric(columnOf(column)) ? QVariant(defectNumber(m_records[std::size_t(row)], columnOf(column))) : QVariant(text(row, column));
}

QVariant DefectTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::TextAlignmentRole: return headerData(column, Qt::Horizontal, role);
    case Qt::AccessibleTextRole:
        return headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString() + QLatin1Char(' ') + text(row, column);
    case SortRole: return sortKey(row, column);
    case MarkRole: return column == VerdictColumn ? QVariant(int(markOfDefect(m_defects[std::size_t(row)]))) : QVariant();
    case CopyRole: return isNumeric(columnOf(column)) ? text(row, column).remove(QLocale().groupSeparator()) : tsvCell(text(row, column));
    default: return {};
    }
}

QVariant DefectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const DefectColumn column = columnOf(section);
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DisplayRole: return defectHeading(column, m_details.calibration);
    case Qt::ToolTipRole: return defectExplanation(column, m_details.calibration);
    default: return {};
    }
}

}  // namespace widgets
