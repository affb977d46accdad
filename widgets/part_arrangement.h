#pragma once

#include "widgets/expression.h"
#include "widgets/part.h"
#include "widgets/verdict_style.h"

#include <QCollator>
#include <QSet>

#include <array>
#include <optional>
#include <stop_token>
#include <vector>

namespace widgets {

enum class PartShow { All, Fail, Review, Pass, Errors, Waiting };  ///< Waiting: not inspected yet, running or cancelled

enum class PartOrder {
    File,         ///< as found
    Name,         ///< as a person counts: part 2 before part 10
    Score,
    RegionScore,
    Area,         ///< of all regions
    Count,        ///< of regions
    Verdict,      ///< pass, error, review, fail; highest score first among equals
    Label,        ///< good, defective
    Date,         ///< of the file
};

/// How an order is mostly wanted: highest, worst or newest first; file and name from the start.
Qt::SortOrder usualDirection(PartOrder order);

/// What a person wants to see, and how.
struct PartWish {
    PartShow show = PartShow::All;
    Expression filter;                       ///< over partFields()
    std::optional<QSet<QString>> selection;  ///< only these paths
    PartOrder order = PartOrder::File;
    Qt::SortOrder direction = Qt::AscendingOrder;
    bool grouped = false;  ///< by folder
};

bool accepts(const PartWish& wish, const Part& part);

/// The parts of one folder that are shown, one after the other.
struct PartGroup {
    QString folder;  ///< full path, identifies the group
    QString title;   ///< folderOf() its parts
    int first = 0;   ///< place of its first part in PartArrangement::order
    int count = 0;   ///< >= 1
    std::array<int, markCount> counts{};  ///< of each mark, in the order of Mark

    friend bool operator==(const PartGroup&, const PartGroup&) = default;
};

/// Which parts, by place in the list they were taken from, in which order.
struct PartArrangement {
    std::vector<int> order;
    std::vector<PartGroup> groups;  ///< by first appearance in the list; empty: not grouped
};

/// The places of all names as a person counts. Making a name's key is what costs, so keys are kept as the list grows.
/// Not thread-safe; any thread, always the same one.
class PartNameRanks {
public:
    PartNameRanks();
    /// By row. `parts` must begin with those of the call before, unless clear() came between.
    const std::vector<int>& of(const std::vector<Part>& parts, const std::stop_token& stop);
    void clear();

private:
    QCollator m_collator;
    std::vector<QCollatorSortKey> m_keys;
    std::vector<int> m_ranks;
};

/// Pure but for the ranks it keeps. Parts without the value they are sorted by come last in either direction; equals stay in
/// the order of the list. When `stop` is requested the result means nothing.
PartArrangement arrange(const std::vector<Part>& parts, const PartWish& wish, PartNameRanks& names, const std::stop_token& stop = {});

}  // namespace widgets
