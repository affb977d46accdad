#pragma once

#include "app/workbench/model_library.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace app {

/// The models to choose from, and which of them is in use. Takes one whole list.
class ModelListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Roles { FactsRole = Qt::UserRole, InUseRole, BrokenRole };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<ModelEntry>& entries);
    /// Marks the model in use; without one when empty.
    void setCurrent(const std::optional<inference::pipeline::ModelBundle>& bundle);

    const ModelEntry& entryAt(int row) const { return m_entries.at(row); }
    bool isCurrent(int row) const { return row == m_currentRow; }
    /// -1 when the list doesn't hold it.
    int rowOf(const inference::pipeline::ModelBundle& bundle) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString factsText(const ModelEntry& entry) const;

    QList<ModelEntry> m_entries;
    std::optional<inference::pipeline::ModelBundle> m_current;
    int m_currentRow = -1;
};

/// A row of two lines: the name with a badge on the model in use, and under it the facts or that it can't be used.
class ModelRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace app
