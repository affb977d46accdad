#include "app/workbench/evaluation_table_model.h"

#include "app/common/natural_order.h"
#include "app/common/path_text.h"
#include "widgets/tsv_text.h"

#include <QFont>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

using inference::evaluation::Metrics;

/// The figures of publications, with the overlap of the pixels.
std::vector<FigureColumn> figureColumns()
{
    std::vector<FigureColumn> columns = publishedColumns();
    const auto f1 = std::ranges::find(columns, &Metrics::pixelF1Max, &FigureColumn::value);
    columns.insert(f1 + 1, {EvaluationTableModel::tr("pixel IoU"), &Metrics::pixelIouAtF1Max});
    return columns;
}

QString explanationOf(std::optional<double> Metrics::*value)
{
    if (value == &Metrics::pixelAuroc)
        return EvaluationTableModel::tr("Area under the ROC of all pixels");
    if (value == &Metrics::pixelAupro)
        return EvaluationTableModel::tr("Per-region overlap as the published code counts it, up to a false positive rate of 0.3");
    if (value == &Metrics::pixelAuproExact)
        return EvaluationTableModel::tr("Per-region overlap as MVTec counts it, up to a false positive rate of 0.3");
    if (value == &Metrics::pixelAp)
        return EvaluationTableModel::tr("Average precision of all pixels");
    if (value == &Metrics::pixelF1Max)
        return EvaluationTableModel::tr("Greatest F1 of all pixels over every limit");
    if (value == &Metrics::pixelIouAtF1Max)
        return EvaluationTableModel::tr("Intersection over union of the pixels at the limit of the greatest F1");
    if (value == &Metrics::imageAuroc)
        return EvaluationTableModel::tr("Area under the ROC of the image scores");
    if (value == &Metrics::imageAp)
        return EvaluationTableModel::tr("Average precision of the image scores");
    return EvaluationTableModel::tr("Greatest F1 of the image scores over every limit");
}

}  // namespace

EvaluationTableModel::EvaluationTableModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(figureColumns())
{
}

void EvaluationTableModel::setRows(std::vector<ProductMetrics> rows, Rows kind)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_kind = kind;
    m_mean = meanOf(m_rows);
    endResetModel();
}

void EvaluationTableModel::retranslate()
{
    m_columns = figureColumns();
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
}

int EvaluationTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size()) + (hasMean() ? 1 : 0);
}

int EvaluationTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : firstFigureColumn + int(m_columns.size());
}

std::optional<double> EvaluationTableModel::figure(int row, int column) const
{
    const Metrics& metrics = isMean(row) ? m_mean : m_rows[std::size_t(row)].metrics;
    return metrics.*m_columns[std::size_t(column - firstFigureColumn)].value;
}

QString EvaluationTableModel::text(int row, int column, const QLocale& locale) const
{
    if (column == NameColumn)
        return isMean(row) ? tr("Mean") : m_kind == Rows::DefectTypes && m_rows[std::size_t(row)].name.empty() ? tr("unnamed") : QString::fromStdString(m_rows[std::size_t(row)].name);
    if (column < firstFigureColumn) {
        if (isMean(row))
            return {};
        const ProductMetrics& product = m_rows[std::size_t(row)];
        return locale.toString(qulonglong(column == ImagesColumn ? product.images : product.anomalous));
    }
    const auto value = figure(row, column);
    if (!value)
        return QStringLiteral("–");
    // Rounded first: what is shown as nothing has no sign.
    const double percent = std::round(*value * 1000) / 10 + 0.0;
    const QString number = locale.toString(percent == 0 ? 0.0 : percent, 'f', 1);
    return m_kind == Rows::Differences && percent > 0 ? QLatin1Char('+') + number : number;
}

QVariant EvaluationTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row(), column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column, QLocale());
    case CopyRole: {
        if (column == NameColumn)
            return widgets::tsvCell(text(row, column, QLocale()));
        if (column >= firstFigureColumn && !figure(row, column))
            return QString();
        return text(row, column, widgets::plainNumbers());
    }
    case Qt::ToolTipRole: return column == NameColumn ? text(row, column, QLocale()) : QVariant();
    case Qt::TextAlignmentRole: return int((column == NameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case MeanRole: return isMean(row);
    case KeyRole: return isMean(row) ? QVariant() : QVariant(QByteArray::fromStdString(m_rows[std::size_t(row)].name));
    case SortRole:
        if (column == NameColumn || isMean(row))
            return text(row, column, QLocale());
        if (column < firstFigureColumn)
            return double(column == ImagesColumn ? m_rows[std::size_t(row)].images : m_rows[std::size_t(row)].anomalous);
        return figure(row, column).value_or(-2);  // what isn't defined stands before the least
    case Qt::FontRole:
        if (isMean(row)) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    default: return {};
    }
}

QVariant EvaluationTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int((section == NameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (section >= firstFigureColumn) {
        const FigureColumn& column = m_columns[std::size_t(section - firstFigureColumn)];
        if (role == Qt::DisplayRole)
            return column.title;
        return m_kind == Rows::Differences ? tr("%1: second minus first, in points of per cent").arg(explanationOf(column.value)) : tr("%1, in per cent").arg(explanationOf(column.value));
    }
    const QStringList titles {m_kind == Rows::DefectTypes ? tr("Defect") : tr("Product"), tr("images"), tr("anomalous")};
    return role == Qt::DisplayRole ? titles.value(section) : QVariant();
}

bool MeanLastProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const bool leftMean = left.data(EvaluationTableModel::MeanRole).toBool(), rightMean = right.data(EvaluationTableModel::MeanRole).toBool();
    if (leftMean != rightMean)
        return (sortOrder() == Qt::AscendingOrder) == rightMean;
    const QVariant a = left.data(EvaluationTableModel::SortRole), b = right.data(EvaluationTableModel::SortRole);
    if (a.typeId() == QMetaType::Double && b.typeId() == QMetaType::Double)
        return a.toDouble() < b.toDouble();
    return naturalLess(toPath(a.toString()), toPath(b.toString()));
}

}  // namespace app
