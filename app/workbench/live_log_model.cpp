#include "app/workbench/live_log_model.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/live_log_text.h"
#include "app/workbench/tsv_table.h"
#include "widgets/defect_table_model.h"
#include "widgets/tsv_text.h"
#include "widgets/verdict_style.h"

#include <QLocale>

#include <iterator>

namespace app {
namespace {

bool isNumber(int column)
{
    switch (column) {
    case LiveLogModel::ScoreColumn:
    case LiveLogModel::DefectsColumn:
    case LiveLogModel::PartColumn:
    case LiveLogModel::FrameColumn:
    case LiveLogModel::LatencyColumn: return true;
    default: return false;
    }
}

int alignment(int column)
{
    return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

}  // namespace

void LiveLogModel::setRows(std::vector<LiveRow> rows, bool more)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_more = more;
    m_waiting = false;
    endResetModel();
}

void LiveLogModel::appendRows(std::vector<LiveRow> rows, bool more)
{
    m_more = more;
    m_waiting = false;
    if (rows.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(rows.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    endInsertRows();
}

void LiveLogModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columnsCount - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnsCount - 1), {Qt::DisplayRole});
}

int LiveLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LiveLogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnsCount;
}

bool LiveLogModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more && !m_waiting && !m_rows.empty();
}

void LiveLogModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_waiting = true;
    emit moreWanted(m_rows.back().id);
}

/// What wasn't judged has neither score nor defects, and free run has no parts.
QString LiveLogModel::text(const LiveRow& row, int column, const QLocale& locale) const
{
    switch (column) {
    case TimeColumn: return momentText(row.utc);
    case VerdictColumn: return row.verdict ? word(*row.verdict) : tr("Error");
    case ScoreColumn: return row.verdict ? locale.toString(row.score, 'f', 3) : QString();
    case DefectsColumn: return row.verdict ? locale.toString(row.defects) : QString();
    case PartColumn: return row.part > 0 ? locale.toString(row.part) : QString();
    case FrameColumn: return locale.toString(row.frame);
    case TriggerColumn: return triggerText(row.trigger);
    case SourceColumn: return QString::fromStdString(row.source);
    case LatencyColumn: return locale.toString(row.latencyMs, 'f', 1);
    case ErrorColumn: return liveErrorText(row.error);
    case PictureColumn: return pathText(row.path.filename());
    default: return {};
    }
}

QVariant LiveLogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LiveRow& row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column, QLocale());
    case Qt::TextAlignmentRole: return alignment(column);
    case Qt::ToolTipRole:
        return column == PictureColumn ? pathText(row.path) : column == SourceColumn || column == ErrorColumn ? text(row, column, QLocale()) : QVariant();
    case TsvTable::copyRole:
        if (isNumber(column))
            return text(row, column, widgets::plainNumbers());
        return widgets::tsvCell(column == PictureColumn ? pathText(row.path) : text(row, column, QLocale()));
    case widgets::DefectTableModel::MarkRole:
        if (column == VerdictColumn)
            return int(row.verdict ? widgets::markOf(*row.verdict) : widgets::Mark::Error);
        return {};
    default: return {};
    }
}

QVariant LiveLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QStringList titles {tr("Time"), tr("Verdict"), tr("Score"), tr("Defects"), tr("Part"), tr("Frame"), tr("Trigger"), tr("Source"), tr("Latency, ms"), tr("What went wrong"), tr("Picture")};
    return titles.value(section);
}

}  // namespace app
