#pragma once

#include "app/store/live_log.h"

#include <QAbstractTableModel>

#include <vector>

namespace app {

/// The verdicts of the live view that are looked at, newest first, as far as they have been read: where a view comes to their end it asks
/// for older ones by moreWanted(), once until appendRows() or setRows() answers. GUI thread; reads nothing itself.
class LiveLogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns {
        TimeColumn, VerdictColumn, ScoreColumn, DefectsColumn, PartColumn, FrameColumn, TriggerColumn, SourceColumn, LatencyColumn, ErrorColumn,
        PictureColumn, columnsCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `more`: there may be older ones.
    void setRows(std::vector<LiveRow> rows, bool more);
    void appendRows(std::vector<LiveRow> rows, bool more);
    /// Older ones could not be read: they are asked for again.
    void noteFailure() { m_waiting = false; }
    void retranslate();
    const LiveRow& row(int row) const { return m_rows.at(std::size_t(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    /// Those with a smaller id.
    void moreWanted(qint64 below);

private:
    QString text(const LiveRow& row, int column, const QLocale& locale) const;

    std::vector<LiveRow> m_rows;
    bool m_more = false;
    bool m_waiting = false;
};

}  // namespace app
