#include "widgets/defect_table_model.h"

#include "widgets/number_text.h"
#include "widgets/verdict_style.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

namespace widgets {

namespace {

Mark markOfDefect(const inference::Defect& defect)
{
    return defect.failing ? Mark::Fail : Mark::Review;
}

}  // namespace

DefectTableModel::DefectTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void DefectTableModel::setDefects(std::vector<inference::Defect> defects)
{
    beginResetModel();
    m_defects = std::move(defects);
    endResetModel();
}

int DefectTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_defects.size());
}

int DefectTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

double DefectTableModel::number(int row, int column) const
{
    const inference::Defect& defect = m_defects[std::size_t(row)];
    switch (column) {
    case NumberColumn: return row + 1;
    case VerdictColumn: return int(markOfDefect(defect));
    case AreaColumn: return defect.area;
    case PeakColumn: return double(defect.peak);
    case MeanColumn: return double(defect.mean);
    case XColumn: return defect.box.x;
    case YColumn: return defect.box.y;
    case WidthColumn: return defect.box.width;
    case HeightColumn: return defect.box.height;
    default: return 0;
    }
}

QString DefectTableModel::text(int row, int column) const
{
    switch (column) {
    case VerdictColumn:
        return styleOf(markOfDefect(m_defects[std::size_t(row)]), QGuiApplication::palette()).word;
    case AreaColumn: return areaNumber(number(row, column));
    case PeakColumn:
    case MeanColumn: return scoreText(number(row, column));
    default: return wholeNumber(number(row, column));
    }
}

QVariant DefectTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column == VerdictColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                           : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString() + QLatin1Char(' ') + text(row, column);
    case SortRole: return number(row, column);
    case MarkRole: return column == VerdictColumn ? QVariant(int(markOfDefect(m_defects[std::size_t(row)]))) : QVariant();
    case CopyRole: return column == VerdictColumn ? text(row, column) : text(row, column).remove(QLocale().groupSeparator());
    default: return {};
    }
}

QVariant DefectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool spelled = role == Qt::ToolTipRole;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == VerdictColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                            : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && !spelled)
        return {};
    switch (section) {
    case NumberColumn: return spelled ? tr("Number of the region") : tr("#");
    case VerdictColumn: return spelled ? tr("What the region alone calls for") : tr("Verdict");
    case AreaColumn: return spelled ? tr("Area in image pixels squared") : tr("Area px²");
    case PeakColumn: return spelled ? tr("Greatest value, 0 to 1") : tr("Peak");
    case MeanColumn: return spelled ? tr("Mean value, 0 to 1") : tr("Mean");
    case XColumn: return spelled ? tr("Left edge in image pixels") : tr("x");
    case YColumn: return spelled ? tr("Upper edge in image pixels") : tr("y");
    case WidthColumn: return spelled ? tr("Width in image pixels") : tr("Width");
    case HeightColumn: return spelled ? tr("Height in image pixels") : tr("Height");
    default: return {};
    }
}

}  // namespace widgets
