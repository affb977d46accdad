#include "app/workbench/flip_model.h"

#include "app/common/error_text.h"
#include "widgets/number_text.h"

namespace app {
namespace {

QString labelWord(inference::Label label)
{
    switch (label) {
    case inference::Label::Good: return FlipModel::tr("good");
    case inference::Label::Defective: return FlipModel::tr("defective");
    case inference::Label::None: break;
    }
    return {};
}

}  // namespace

void FlipModel::setFlips(const QList<Flip>& flips)
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(std::size_t(flips.size()));
    for (const Flip& flip : flips) {
        const qsizetype slash = flip.path.lastIndexOf(QLatin1Char('/'));
        m_rows.push_back({flip, flip.path.mid(slash + 1), flip.path.left(std::max<qsizetype>(0, slash))});
    }
    endResetModel();
}

void FlipModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columnsCount - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnsCount - 1), {Qt::DisplayRole});
}

int FlipModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FlipModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnsCount;
}

QVariant FlipModel::text(const Row& row, int column) const
{
    switch (column) {
    case PartColumn: return row.name;
    case BeforeColumn: return word(row.flip.before);
    case AfterColumn: return word(row.flip.after);
    case ScoreColumn: return widgets::scoreText(row.flip.score);
    case LabelColumn: return labelWord(row.flip.label);
    case FolderColumn: return row.folder;
    default: return {};
    }
}

QVariant FlipModel::sortKey(const Row& row, int column) const
{
    switch (column) {
    case PartColumn: return row.name;
    case BeforeColumn: return int(row.flip.before);
    case AfterColumn: return int(row.flip.after);
    case ScoreColumn: return row.flip.score;
    case LabelColumn: return int(row.flip.label);
    case FolderColumn: return row.folder;
    default: return {};
    }
}

QVariant FlipModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: return row.flip.path;
    case Qt::TextAlignmentRole: return int((index.column() == ScoreColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole: return sortKey(row, index.column());
    case PathRole: return row.flip.path;
    default: return {};
    }
}

QVariant FlipModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QStringList titles {tr("Part"), tr("Before"), tr("After"), tr("Region score"), tr("Label"), tr("Folder")};
    return titles.value(section);
}

}  // namespace app
