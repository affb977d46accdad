#include "app/workbench/evaluated_image_model.h"

#include "app/common/path_text.h"
#include "widgets/tsv_text.h"

namespace app {

void EvaluatedImageModel::setImages(const inference::pipeline::EvaluatedProduct* product, const std::vector<std::size_t>& places, const std::filesystem::path& root)
{
    beginResetModel();
    m_rows.clear();
    m_root = root;
    if (product)
        for (const std::size_t place : places)
            m_rows.push_back({product->samples.at(place), product->figures.outcomes.at(place).score});
    endResetModel();
}

void EvaluatedImageModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columnsCount - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnsCount - 1), {Qt::DisplayRole});
}

int EvaluatedImageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EvaluatedImageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnsCount;
}

QString EvaluatedImageModel::text(const Row& row, int column, const QLocale& locale) const
{
    switch (column) {
    case ImageColumn: return pathText(row.sample->image.lexically_relative(m_root));
    case DefectColumn: return QString::fromStdString(row.sample->defect);
    case ScoreColumn: return locale.toString(row.score, 'g', 5);
    default: return {};
    }
}

QVariant EvaluatedImageModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column(), QLocale());
    case CopyRole: return index.column() == ScoreColumn ? text(row, ScoreColumn, widgets::plainNumbers()) : widgets::tsvCell(text(row, index.column(), QLocale()));
    case SortRole: return index.column() == ScoreColumn ? QVariant(row.score) : QVariant(text(row, index.column(), QLocale()));
    case Qt::ToolTipRole: return pathText(row.sample->image);
    case PathRole: return pathText(row.sample->image);
    case Qt::TextAlignmentRole: return int((index.column() == ScoreColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant EvaluatedImageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == ScoreColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QStringList titles {tr("Image"), tr("Defect"), tr("Image score")};
    return titles.value(section);
}

}  // namespace app
