#include "widgets/zone_list_model.h"

#include "widgets/icons.h"
#include "widgets/number_text.h"

namespace widgets {

ZoneListModel::ZoneListModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ZoneListModel::setShapes(const ShapeSet& shapes)
{
    if (shapes == m_shapes)
        return;
    const bool sameRows = count(shapes, ShapeKind::Zone) == count(m_shapes, ShapeKind::Zone)
        && count(shapes, ShapeKind::DontCare) == count(m_shapes, ShapeKind::DontCare);
    if (sameRows) {
        m_shapes = shapes;
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
        return;
    }
    beginResetModel();
    m_shapes = shapes;
    endResetModel();
}

ShapeId ZoneListModel::idAt(int row) const
{
    const int zones = count(m_shapes, ShapeKind::Zone);
    if (row < 0 || row >= rowCount())
        return {};
    return row < zones ? ShapeId {ShapeKind::Zone, row} : ShapeId {ShapeKind::DontCare, row - zones};
}

int ZoneListModel::rowOf(ShapeId id) const
{
    if (!has(m_shapes, id))
        return -1;
    return id.kind == ShapeKind::Zone ? id.index : count(m_shapes, ShapeKind::Zone) + id.index;
}

int ZoneListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count(m_shapes, ShapeKind::Zone) + count(m_shapes, ShapeKind::DontCare);
}

int ZoneListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QVariant ZoneListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ShapeId id = idAt(index.row());
    const bool zone = id.kind == ShapeKind::Zone;
    const QString kind = zone ? tr("Zone") : tr("Don't care");
    if (role == Qt::TextAlignmentRole && index.column() == NumberColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DecorationRole && index.column() == KindColumn)
        return icon(zone ? Icon::Zone : Icon::DontCare);
    if (role == Qt::ToolTipRole)
        return zone ? tr("Judged by its own limits; later zones lie over earlier ones")
                    : tr("Never judged, whatever zone lies there");
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (index.column()) {
    case NumberColumn: return zone ? wholeNumber(id.index + 1) : QString();
    case NameColumn: return nameOf(m_shapes, id);
    case KindColumn: return kind;
    default: return {};
    }
}

bool ZoneListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || index.column() != NameColumn || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const ShapeId id = idAt(index.row());
    const QString name = value.toString().trimmed();
    if (name == nameOf(m_shapes, id) || (name.isEmpty() && id.kind == ShapeKind::Zone))
        return false;
    emit renameWanted(id, name);
    return true;
}

Qt::ItemFlags ZoneListModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.column() == NameColumn ? all | Qt::ItemIsEditable : all;
}

QVariant ZoneListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == NumberColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("No.");
    case NameColumn: return tr("Name");
    case KindColumn: return tr("Kind");
    default: return {};
    }
}

}  // namespace widgets
