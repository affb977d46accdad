#pragma once

#include "app/workbench/tsv_table.h"
#include "pipeline/dataset_evaluation.h"

#include <QAbstractTableModel>

#include <filesystem>
#include <memory>
#include <vector>

namespace app {

/// Images of an evaluated product, a row each: which, what kind of defect, how it scored. GUI thread.
class EvaluatedImageModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { ImageColumn, DefectColumn, ScoreColumn, columnsCount };
    enum Roles { CopyRole = TsvTable::copyRole, SortRole, PathRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// `places` into the product's images; the samples must outlive the model, or its next setImages(). Paths are shown from `root`.
    void setImages(const inference::pipeline::EvaluatedProduct* product, const std::vector<std::size_t>& places, const std::filesystem::path& root);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        const inference::datasets::Sample* sample;
        double score;
    };
    QString text(const Row& row, int column, const QLocale& locale) const;

    std::vector<Row> m_rows;
    std::filesystem::path m_root;
};

}  // namespace app
