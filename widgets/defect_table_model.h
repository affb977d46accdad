#pragma once

#include "core/defect.h"

#include <QAbstractTableModel>

#include <vector>

namespace widgets {

/// The regions of one judgement, a row each, in its order. GUI thread.
class DefectTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { NumberColumn, VerdictColumn, AreaColumn, PeakColumn, MeanColumn, XColumn, YColumn, WidthColumn, HeightColumn };
    static constexpr int columns = HeightColumn + 1;
    enum Roles {
        SortRole = Qt::UserRole,  ///< a number
        MarkRole,                 ///< int(Mark), in VerdictColumn
        CopyRole,                 ///< what the clipboard gets: as shown, without thousands separators
    };

    explicit DefectTableModel(QObject* parent = nullptr);

    void setDefects(std::vector<inference::Defect> defects);
    const std::vector<inference::Defect>& defects() const { return m_defects; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(int row, int column) const;
    double number(int row, int column) const;

    std::vector<inference::Defect> m_defects;
};

}  // namespace widgets
