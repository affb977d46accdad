#pragma once

#include "app/common/evaluation_text.h"
#include "app/common/metrics_table.h"
#include "app/workbench/tsv_table.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <optional>
#include <vector>

namespace app {

/// The published figures in per cent, a row for each product or type of defect and, where wanted, one for their mean. GUI thread.
class EvaluationTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { NameColumn, ImagesColumn, AnomalousColumn, firstFigureColumn };
    enum Roles {
        CopyRole = TsvTable::copyRole,
        SortRole,
        MeanRole,
        KeyRole,  ///< the name's own bytes (QByteArray); invalid of the mean
    };
    enum class Rows { Products, Differences, DefectTypes };  ///< differences carry a sign; types have no mean

    explicit EvaluationTableModel(QObject* parent = nullptr);

    void setRows(std::vector<ProductMetrics> rows, Rows kind);
    /// Headings and words in another language.
    void retranslate();
    bool isMean(int row) const { return row == int(m_rows.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::optional<double> figure(int row, int column) const;
    QString text(int row, int column, const QLocale& locale) const;
    bool hasMean() const { return m_kind != Rows::DefectTypes && !m_rows.empty(); }

    std::vector<FigureColumn> m_columns;
    std::vector<ProductMetrics> m_rows;
    inference::evaluation::Metrics m_mean;
    Rows m_kind = Rows::Products;
};

/// Sorts the rows and leaves the mean below them.
class MeanLastProxy : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

}  // namespace app
