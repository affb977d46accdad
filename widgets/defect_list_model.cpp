#include "widgets/defect_list_model.h"

#include "widgets/defect_fields.h"
#include "widgets/tsv_text.h"
#include "widgets/verdict_style.h"

#include <algorithm>
#include <numeric>

namespace widgets {

DefectListModel::DefectListModel(QObject* parent) : QAbstractTableModel(parent) {}

void DefectListModel::setRecords(DefectRecords records)
{
    beginResetModel();
    m_records = recordsOrNone(std::move(records));
    m_keys = {};
    gather();
    order();
    endResetModel();
}

void DefectListModel::setMmPerPixel(double mmPerPixel)
{
    const Calibration calibration{std::max(mmPerPixel, 0.0)};
    if (calibration == m_calibration)
        return;
    m_calibration = calibration;
    retranslate();
}

void DefectListModel::setFilter(const Expression& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    gather();
    order();
    endResetModel();
}

void DefectListModel::gather()
{
    m_rows.clear();
    if (m_filter.isEmpty()) {
        m_rows.resize(m_records->size());
        std::iota(m_rows.begin(), m_rows.end(), 0u);
        return;
    }
    for (std::size_t i = 0; i < m_records->size(); ++i)
        if (m_filter.matches(DefectExpressionRecord((*m_records)[i])))
            m_rows.push_back(std::uint32_t(i));
}

void DefectListModel::order()
{
    if (m_sortColumn < 0) {
        std::ranges::sort(m_rows);
        return;
    }
    std::vector<double>& keys = m_keys[std::size_t(m_sortColumn)];
    if (keys.size() != m_records->size())
        keys = sortKeys(*m_records, DefectColumn(m_sortColumn));
    m_rows = sortedRows(keys, m_rows, m_sortOrder);
}

void DefectListModel::sort(int column, Qt::SortOrder sortOrder)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    m_sortColumn = column;
    m_sortOrder = sortOrder;
    const QModelIndexList old = persistentIndexList();
    std::vector<std::uint32_t> oldRecords;
    for (const QModelIndex& index : old)
        oldRecords.push_back(m_rows[std::size_t(index.row())]);
    order();
    if (!old.isEmpty()) {
        std::vector<int> rowOfRecord(m_records->size(), -1);
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            rowOfRecord[m_rows[row]] = int(row);
        QModelIndexList moved;
        for (qsizetype i = 0; i < old.size(); ++i)
            moved.append(index(rowOfRecord[oldRecords[std::size_t(i)]], old[i].column()));
        changePersistentIndexList(old, moved);
    }
    emit layoutChanged({}, VerticalSortHint);
}

int DefectListModel::rowOf(const QString& partPath, int number) const
{
    const auto found = std::ranges::find_if(m_rows, [&](std::uint32_t row) {
        const DefectRecord& record = (*m_records)[row];
        return record.number == number && record.partPath == partPath;
    });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int DefectListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int DefectListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : defectColumnCount;
}

QVariant DefectListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DefectRecord& shown = record(index.row());
    const auto column = DefectColumn(index.column());
    switch (role) {
    case Qt::DisplayRole: return defectCell(shown, column, m_calibration, QLocale());
    case Qt::ToolTipRole: return column == DefectColumn::Part ? QVariant(shown.partPath) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return defectExplanation(column, m_calibration) + QLatin1Char(' ') + defectCell(shown, column, m_calibration, QLocale());
    case MarkRole: return column == DefectColumn::Verdict ? QVariant(int(shown.failing ? Mark::Fail : Mark::Review)) : QVariant();
    case CopyRole: {
        const QString text = defectCell(shown, column, m_calibration, plainNumbers());
        return isNumeric(column) ? text : tsvCell(text);
    }
    default: return {};
    }
}

QVariant DefectListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= defectColumnCount)
        return {};
    const auto column = DefectColumn(section);
    switch (role) {
    case Qt::DisplayRole: return defectHeading(column, m_calibration);
    case Qt::ToolTipRole: return defectExplanation(column, m_calibration);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QString DefectListModel::text(const std::vector<int>& rows, const std::vector<int>& columns) const
{
    const QLocale locale = plainNumbers();
    QString text;
    text.reserve(qsizetype(rows.size() + 1) * qsizetype(columns.size()) * 8);
    const auto line = [&](auto cell) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0)
                text += QLatin1Char('\t');
            text += cell(DefectColumn(columns[i]));
        }
        text += QLatin1Char('\n');
    };
    line([&](DefectColumn column) { return defectHeading(column, m_calibration); });
    for (const int row : rows)
        line([&](DefectColumn column) {
            const QString cell = defectCell(record(row), column, m_calibration, locale);
            return isNumeric(column) ? cell : tsvCell(cell);
        });
    return text;
}

void DefectListModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, defectColumnCount - 1);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, defectColumnCount - 1));
}

}  // namespace widgets
