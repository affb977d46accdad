#include "widgets/pareto.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace widgets {

namespace {

/// Both separators: paths come from Qt and from the person's system.
qsizetype lastSeparator(const QString& path)
{
    return std::max(path.lastIndexOf(QLatin1Char('/')), path.lastIndexOf(QLatin1Char('\\')));
}

QString keyOf(const DefectRecord& record, ParetoBy by)
{
    switch (by) {
    case ParetoBy::Class: return record.className;
    case ParetoBy::Zone: return record.zoneName;
    case ParetoBy::Folder: return folderKey(record);
    }
    return {};
}

/// Gathers in the order of first appearance.
Pareto gathered(const std::vector<DefectRecord>& records, ParetoBy by)
{
    Pareto pareto;
    pareto.group.reserve(records.size());
    QHash<QString, int> known;
    int previousPart = -1;
    for (const DefectRecord& record : records) {
        if (by == ParetoBy::Folder && record.part == previousPart) {  // a part has one folder
            pareto.group.push_back(pareto.group.back());
        } else {
            const QString key = keyOf(record, by);
            const auto place = known.constFind(key);
            const int group = place != known.cend() ? *place : int(pareto.bars.size());
            if (place == known.cend()) {
                known.insert(key, group);
                ParetoBar bar;
                bar.key = key;
                bar.name = by == ParetoBy::Folder ? folderName(record) : key;
                bar.kind = by != ParetoBy::Folder && key.isEmpty() ? ParetoBar::Kind::None : ParetoBar::Kind::Named;
                pareto.bars.push_back(bar);
            }
            pareto.group.push_back(group);
        }
        previousPart = record.part;
        ParetoBar& bar = pareto.bars[std::size_t(pareto.group.back())];
        ++bar.defects;
        bar.area += record.area;
    }
    return pareto;
}

/// Where each bar goes: place[old] = new. Bars beyond `most` named ones share the place of Others.
std::vector<int> placesOf(const std::vector<ParetoBar>& bars, int most)
{
    std::vector<int> order(bars.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, [&bars](int left, int right) {
        const ParetoBar& a = bars[std::size_t(left)];
        const ParetoBar& b = bars[std::size_t(right)];
        if (a.kind != b.kind)
            return a.kind < b.kind;
        if (a.height != b.height)
            return a.height > b.height;
        return a.name != b.name ? a.name < b.name : a.key < b.key;
    });
    const int named = int(std::ranges::count(bars, ParetoBar::Kind::Named, &ParetoBar::kind));
    const int shown = std::min(named, std::max(most, 1));
    std::vector<int> places(bars.size());
    for (int i = 0; i < int(order.size()); ++i)
        places[std::size_t(order[std::size_t(i)])] = i < named ? std::min(i, shown - 1) : shown;
    return places;
}

}  // namespace

QString folderKey(const DefectRecord& record)
{
    return record.partPath.left(std::max<qsizetype>(lastSeparator(record.partPath), 0));
}

QString folderName(const DefectRecord& record)
{
    if (const qsizetype end = lastSeparator(record.partName); end > 0)
        return record.partName.left(end);
    const QString folder = folderKey(record);
    return folder.mid(lastSeparator(folder) + 1);
}

Pareto paretoOf(const std::vector<DefectRecord>& records, ParetoBy by, ParetoHeight height, int most)
{
    Pareto pareto = gathered(records, by);
    for (ParetoBar& bar : pareto.bars)
        bar.height = height == ParetoHeight::Count ? bar.defects : bar.area;

    const std::vector<int> places = placesOf(pareto.bars, most);
    std::vector<ParetoBar> bars(places.empty() ? 0 : std::size_t(std::ranges::max(places)) + 1);
    std::vector<bool> taken(bars.size());
    for (std::size_t old = 0; old < places.size(); ++old) {
        ParetoBar& bar = bars[std::size_t(places[old])];
        const ParetoBar& from = pareto.bars[old];
        if (!taken[std::size_t(places[old])]) {
            bar = from;
            taken[std::size_t(places[old])] = true;
            continue;
        }
        bar.kind = ParetoBar::Kind::Others;
        bar.name.clear();
        bar.key.clear();
        ++bar.members;
        bar.defects += from.defects;
        bar.area += from.area;
        bar.height += from.height;
    }
    const double total = std::accumulate(bars.begin(), bars.end(), 0.0,
                                         [](double sum, const ParetoBar& bar) { return sum + bar.height; });
    double sum = 0;
    for (ParetoBar& bar : bars) {
        sum += bar.height;
        bar.cumulative = total > 0 ? sum / total : 0;
    }
    for (int& group : pareto.group)
        group = places[std::size_t(group)];
    pareto.bars = std::move(bars);
    return pareto;
}

}  // namespace widgets
