#include "widgets/part_arrangement.h"

#include "widgets/part_fields.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace widgets {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// The C locale has no collation to speak of: "10" would come before "2".
QLocale collationLocale()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

bool shows(PartShow show, Mark mark)
{
    switch (show) {
    case PartShow::All: return true;
    case PartShow::Fail: return mark == Mark::Fail;
    case PartShow::Review: return mark == Mark::Review;
    case PartShow::Pass: return mark == Mark::Pass;
    case PartShow::Errors: return mark == Mark::Error;
    case PartShow::Waiting: return mark == Mark::Waiting || mark == Mark::Running || mark == Mark::Cancelled;
    }
    return true;
}

/// What a part is sorted by, ascending; NaN: it has no such value.
double keyOf(const Part& part, PartOrder order)
{
    const bool done = part.state == Part::State::Done;
    switch (order) {
    case PartOrder::Score: return done ? part.score : none;
    case PartOrder::RegionScore: return done ? part.regionScore : none;
    case PartOrder::Area: return done ? part.area : none;
    case PartOrder::Count: return done ? part.defects : none;
    case PartOrder::Verdict:
        // Running, waiting and cancelled parts are equals, so that rows don't jump while they wait.
        return done || part.state == Part::State::Failed ? -int(markOf(part)) : none;
    case PartOrder::Label: return part.label == inference::Label::None ? none : int(part.label);
    case PartOrder::Date: return part.modified.isValid() ? double(part.modified.toMSecsSinceEpoch()) : none;
    case PartOrder::File:
    case PartOrder::Name: break;
    }
    return 0;
}

struct Keyed {
    int row = 0;
    int group = 0;
    bool last = false;  ///< has no value
    double key = 0;     ///< sorted upwards
    double second = 0;

    bool operator<(const Keyed& other) const
    {
        if (group != other.group)
            return group < other.group;
        if (last != other.last)
            return other.last;
        if (key != other.key)
            return key < other.key;
        return second != other.second ? second < other.second : row < other.row;
    }
};

/// Numbers folders as they appear.
class FolderNumbers {
public:
    int of(const Part& part)
    {
        const QStringView folder = QStringView(part.path).first(std::max<qsizetype>(part.path.lastIndexOf(u'/'), 0));
        // Neighbours mostly lie in one folder.
        if (m_last < 0 || folder != m_folders[std::size_t(m_last)]) {
            const QString name = folder.toString();
            m_last = m_numbers.value(name, -1);
            if (m_last < 0) {
                m_last = int(m_folders.size());
                m_numbers.insert(name, m_last);
                m_folders.push_back(name);
            }
        }
        return m_last;
    }
    const QString& folder(int number) const { return m_folders[std::size_t(number)]; }

private:
    QHash<QString, int> m_numbers;
    std::vector<QString> m_folders;
    int m_last = -1;
};

Keyed keyed(int row, const Part& part, const PartWish& wish, const std::vector<int>* ranks)
{
    Keyed one;
    one.row = row;
    const double sign = wish.direction == Qt::AscendingOrder ? 1 : -1;
    const double key = wish.order == PartOrder::File ? row : ranks ? (*ranks)[std::size_t(row)] : keyOf(part, wish.order);
    one.last = std::isnan(key);
    one.key = one.last ? 0 : sign * key;
    if (wish.order == PartOrder::Verdict && part.state == Part::State::Done)
        one.second = -part.score;
    return one;
}

}  // namespace

Qt::SortOrder usualDirection(PartOrder order)
{
    return order == PartOrder::File || order == PartOrder::Name ? Qt::AscendingOrder : Qt::DescendingOrder;
}

bool accepts(const PartWish& wish, const Part& part)
{
    return shows(wish.show, markOf(part)) && (!wish.selection || wish.selection->contains(part.path))
        && wish.filter.matches(PartValues(part));
}

PartNameRanks::PartNameRanks() : m_collator(collationLocale())
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void PartNameRanks::clear()
{
    m_keys.clear();
    m_ranks.clear();
}

const std::vector<int>& PartNameRanks::of(const std::vector<Part>& parts, const std::stop_token& stop)
{
    if (m_ranks.size() == parts.size())
        return m_ranks;
    m_keys.reserve(parts.size());
    while (m_keys.size() < parts.size() && !stop.stop_requested())
        m_keys.push_back(m_collator.sortKey(parts[m_keys.size()].name));
    if (m_keys.size() < parts.size())
        return m_ranks;
    std::vector<int> rows(parts.size());
    std::iota(rows.begin(), rows.end(), 0);
    std::ranges::stable_sort(rows, [this](int left, int right) {
        return m_keys[std::size_t(left)].compare(m_keys[std::size_t(right)]) < 0;
    });
    m_ranks.resize(parts.size());
    int rank = 0;
    for (std::size_t place = 0; place < rows.size(); ++place) {
        const bool equal = place > 0 && m_keys[std::size_t(rows[place])].compare(m_keys[std::size_t(rows[place - 1])]) == 0;
        m_ranks[std::size_t(rows[place])] = equal ? rank : (rank = int(place));
    }
    return m_ranks;
}

PartArrangement arrange(const std::vector<Part>& parts, const PartWish& wish, PartNameRanks& names, const std::stop_token& stop)
{
    const std::vector<int>* ranks = wish.order == PartOrder::Name ? &names.of(parts, stop) : nullptr;
    PartArrangement result;
    if (ranks && ranks->size() < parts.size())
        return result;
    std::vector<Keyed> rows;
    FolderNumbers folders;
    for (std::size_t row = 0; row < parts.size() && !stop.stop_requested(); ++row) {
        const int group = wish.grouped ? folders.of(parts[row]) : 0;
        if (!accepts(wish, parts[row]))
            continue;
        rows.push_back(keyed(int(row), parts[row], wish, ranks));
        rows.back().group = group;
    }
    if (stop.stop_requested())
        return result;
    std::sort(rows.begin(), rows.end());
    result.order.reserve(rows.size());
    int group = -1;
    for (const Keyed& one : rows) {
        const Part& part = parts[std::size_t(one.row)];
        if (wish.grouped && std::exchange(group, one.group) != one.group)
            result.groups.push_back({folders.folder(one.group), folderOf(part), int(result.order.size()), 0, {}});
        if (wish.grouped) {
            ++result.groups.back().count;
            ++result.groups.back().counts[std::size_t(markOf(part))];
        }
        result.order.push_back(one.row);
    }
    return result;
}

}  // namespace widgets
