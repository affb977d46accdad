#pragma once

#include "widgets/part_arranger.h"

#include <QAbstractProxyModel>
#include <QElapsedTimer>
#include <QTimer>

namespace widgets {

class PartListModel;

/// The parts that the filmstrip shows, in the order it shows them; grouped by folder, a heading row before each group.
/// Lists of up to `greatestAtOnce` parts are arranged within the call that asks for it; longer ones on a thread, while the
/// rows stay as they were, and the newest wish wins. What a person asks for comes as one layout change. Results that arrive
/// during a run move rows at most every `settleInterval`, and of very long lists so seldom that it takes a twentieth of the
/// time. GUI thread.
class PartFilterModel : public QAbstractProxyModel {
    Q_OBJECT

public:
    using Show = PartShow;
    using Order = PartOrder;
    enum Roles { GroupRole = Qt::UserRole + 100 };  ///< PartGroup of a heading; invalid for parts

    static constexpr int greatestAtOnce = 2000;
    static constexpr int settleInterval = 250;  ///< milliseconds

    explicit PartFilterModel(PartListModel* parts, QObject* parent = nullptr);

    void setExpression(const Expression& filter);  ///< over partFields()
    void setShow(Show show);
    void setSelection(const std::optional<QSet<QString>>& paths);  ///< only these; none: all
    void setOrder(Order order) { setOrder(order, usualDirection(order)); }
    void setOrder(Order order, Qt::SortOrder direction);
    void setGrouped(bool grouped);

    Show show() const { return m_wish.show; }
    Order order() const { return m_wish.order; }
    Qt::SortOrder direction() const { return m_wish.direction; }
    bool isGrouped() const { return m_wish.grouped; }
    bool hasSelection() const { return m_wish.selection.has_value(); }
    /// A wish is being carried out: the rows are still those of the wish before.
    bool isArranging() const { return m_arranger.isBusy(); }

    PartListModel* partModel() const { return m_parts; }
    /// Not for headings.
    const Part& part(int row) const;
    bool isHeading(int row) const;
    /// The shown row of a path, -1 when it isn't shown (filtered out, or in a folded group).
    int rowOf(const QString& path) const;
    /// The next row in this direction (+1, -1) that is a part; -1: there is none.
    int partRowFrom(int row, int direction) const;

    /// Parts that are shown, those in folded groups included.
    int shownCount() const { return int(m_arrangement.order.size()); }
    /// A part's place among them, 0 first; -1: not shown.
    int placeOf(const QString& path) const;

    const std::vector<PartGroup>& groups() const { return m_arrangement.groups; }
    int headingRow(int group) const { return m_headings[std::size_t(group)]; }
    /// The group of a row, or of a path (folded or not); -1: none.
    int groupOfRow(int row) const;
    int groupOfPath(const QString& path) const;
    bool isFolded(int group) const { return m_folded.contains(groups()[std::size_t(group)].folder); }
    void setFolded(int group, bool folded);
    void setAllFolded(bool folded);

    QModelIndex index(int row, int column = 0, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex&) const override { return {}; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rowCount; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QModelIndex mapToSource(const QModelIndex& proxy) const override;
    QModelIndex mapFromSource(const QModelIndex& source) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// What is shown now is what was wished for.
    void arranged();

private:
    void wish();
    void settleLater();
    qint64 settlePause() const;
    void settle();
    void apply(PartArrangement arrangement, int size);
    void relayOut(PartArrangement arrangement);
    void layOutRows();
    void onReset();
    void onAppended(int first, int last);
    void onChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles);
    bool movesRow(int sourceRow) const;
    int placeAt(int row) const;
    int rowAt(int place) const;
    QString headingSentence(const PartGroup& group) const;

    PartListModel* m_parts;
    PartWish m_wish;
    PartArranger m_arranger;
    PartNameRanks m_names;  // of lists that are arranged at once
    quint64 m_list = 1;     // counts resets

    PartArrangement m_arrangement;
    std::vector<int> m_places;    // by source row: place in the order, -1 not shown; may be shorter than the list
    std::vector<int> m_headings;  // row of each group's heading
    int m_rowCount = 0;
    QSet<QString> m_folded;

    QTimer m_settle;
    QElapsedTimer m_sinceSettle;
    qint64 m_settleCost = 0;  // nanoseconds of this thread that the last arrangement took
    bool m_dirty = false;  // something changed since the arrangement under way was asked for
};

}  // namespace widgets

Q_DECLARE_METATYPE(widgets::PartGroup)
