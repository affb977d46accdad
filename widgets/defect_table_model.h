#pragma once

#include "widgets/defect_columns.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace widgets {

/// What a region's row says besides the region itself.
struct DefectDetails {
    Calibration calibration;
    QStringList zones;    ///< names, by Defect::zone
    QStringList classes;  ///< what a person calls each region, in their order; missing or empty: not classified
    friend bool operator==(const DefectDetails&, const DefectDetails&) = default;
};

/// The regions of one judgement, a row each, in its order: the same cells as the list of all defects. GUI thread.
class DefectTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns {
        NumberColumn, VerdictColumn, AreaColumn, LengthColumn, WidthColumn, PeakColumn, MeanColumn, ContrastColumn, ZoneColumn, ClassColumn,
        XColumn, YColumn, BoxColumn
    };
    static constexpr int columns = BoxColumn + 1;
    enum Roles {
        SortRole = Qt::UserRole,  ///< a number, or a text in ZoneColumn and ClassColumn
        MarkRole,                 ///< int(Mark), in VerdictColumn
        CopyRole,                 ///< what the clipboard gets: as shown, without thousands separators and formulas
    };

    explicit DefectTableModel(QObject* parent = nullptr);

    void setDefects(std::vector<inference::Defect> defects, DefectDetails details = {});
    const std::vector<inference::Defect>& defects() const { return m_defects; }
    const DefectDetails& details() const { return m_details; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(int row, int column) const;
    QVariant sortKey(int row, int column) const;

    std::vector<inference::Defect> m_defects;
    std::vector<DefectRecord> m_records;
    DefectDetails m_details;
};

}  // namespace widgets
