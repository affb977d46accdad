#pragma once

#include "widgets/defect_columns.h"
#include "widgets/defect_table_model.h"
#include "widgets/expression.h"

#include <QAbstractTableModel>

#include <array>

namespace widgets {

/// All defects of all parts, a row each: quick up to a million. Rows are four bytes each; texts are made when they are asked
/// for. Sorting changes the layout (selected rows stay so); new records and a new filter reset. GUI thread.
class DefectListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Roles {
        MarkRole = DefectTableModel::MarkRole,  ///< int(Mark), in the verdict's column
        CopyRole = DefectTableModel::CopyRole,  ///< what the clipboard gets: no group separators, no formulas
    };

    explicit DefectListModel(QObject* parent = nullptr);

    void setRecords(DefectRecords records);
    const DefectRecords& records() const { return m_records; }
    /// Millimetres per image pixel; 0: pixels.
    void setMmPerPixel(double mmPerPixel);
    Calibration calibration() const { return m_calibration; }
    /// Parsed with defectFields().
    void setFilter(const Expression& filter);
    const Expression& filter() const { return m_filter; }

    const DefectRecord& record(int row) const { return (*m_records)[m_rows[std::size_t(row)]]; }
    /// Row of a part's region, -1: not shown.
    int rowOf(const QString& partPath, int number) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// Column -1: the records' own order.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// The rows (shown ones) and columns as tab-separated lines under a line of headings.
    QString text(const std::vector<int>& rows, const std::vector<int>& columns) const;
    /// Language or number format changed: everything reads differently.
    void retranslate();

private:
    void gather();
    void order();

    DefectRecords m_records = recordsOrNone({});
    Calibration m_calibration;
    Expression m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::array<std::vector<double>, defectColumnCount> m_keys;  // of columns that were sorted by; empty: not made yet
    std::vector<std::uint32_t> m_rows;  // indices into m_records, as shown
};

}  // namespace widgets
