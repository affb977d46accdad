#pragma once

#include "widgets/part.h"

#include <QCollator>
#include <QSortFilterProxyModel>

#include <optional>
#include <vector>

namespace widgets {

class PartListModel;

/// The parts that the filmstrip shows, in the order it shows them. Its source is always a PartListModel.
class PartFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    enum class Show { All, Fail, Review, Pass, Errors, Waiting };  ///< Waiting: not inspected yet, running or cancelled
    enum class Order {
        File,     ///< as found
        Name,     ///< as a person counts: part 2 before part 10
        Score,    ///< highest first, parts without a score last
        Verdict,  ///< fail, review, error, pass, then the rest; highest score first among equals
    };
    Q_ENUM(Show)
    Q_ENUM(Order)

    explicit PartFilterModel(PartListModel* parts, QObject* parent = nullptr);

    /// Each change is one layout change, never a row-by-row one: quick with 100,000 parts, and the current part stays it.
    void setText(const QString& text);  ///< in the name, case-insensitive; every word must occur
    void setShow(Show show);
    void setOrder(Order order);

    Show show() const { return m_show; }
    Order order() const { return m_order; }
    PartListModel* partModel() const { return m_parts; }
    const Part& part(int proxyRow) const;
    /// The shown row of a path, -1 when it isn't shown.
    int rowOf(const QString& path) const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    const QCollatorSortKey& nameKey(int sourceRow) const;
    bool scoresHigher(const Part& left, const Part& right) const;

    PartListModel* m_parts;
    QStringList m_words;
    Show m_show = Show::All;
    Order m_order = Order::File;
    QCollator m_collator;
    mutable std::vector<std::optional<QCollatorSortKey>> m_nameKeys;  // by source row, made when first compared
};

}  // namespace widgets
