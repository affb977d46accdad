#include "judging/regions.h"

#include "core/error.h"
#include "judging/region_map_p.h"
#include "judging/region_measurer_p.h"

#include <algorithm>

namespace inference::judging {
namespace {

int rootOf(std::vector<Run>& runs, int index)
{
    while (runs[std::size_t(index)].parent != index) {
        int& parent = runs[std::size_t(index)].parent;
        parent = runs[std::size_t(parent)].parent;
        index = parent;
    }
    return index;
}

/// Asked of whole rows first: most hold nothing, and this loop becomes vector code.
bool anyAtOrAbove(const float* values, int count, float level)
{
    int found = 0;
    for (int x = 0; x < count; ++x)
        found |= int(values[x] >= level);
    return found != 0;
}

/// The runs of one row whose pixels are all of one zone.
class RunFinder {
public:
    RunFinder(const AnomalyMap& map, const ZoneRaster& zones, std::span<const RegionLimits> limits)
        : m_map(map)
        , m_zones(zones)
        , m_limits(limits)
        , m_least(std::ranges::min(limits, {}, &RegionLimits::level).level)
    {
    }

    void append(int row, std::vector<Run>& runs) const
    {
        const std::size_t start = std::size_t(row) * std::size_t(m_map.width);
        const float* values = m_map.values.data() + start;
        if (!anyAtOrAbove(values, m_map.width, m_least))
            return;
        if (m_zones.uniform()) {
            appendWhere(row, [values, level = m_limits[0].level](int x) { return values[x] >= level ? 0 : ZoneRaster::dontCare; }, runs);
            return;
        }
        const std::uint8_t* zones = m_zones.zones.data() + start;
        appendWhere(row, [this, values, zones](int x) {
            return zones[x] != ZoneRaster::dontCare && values[x] >= m_limits[zones[x]].level ? zones[x] : ZoneRaster::dontCare;
        }, runs);
    }

private:
    /// `zoneAt` says the zone of a pixel that is in a region, don't-care of any other.
    template <typename ZoneAt>
    void appendWhere(int row, ZoneAt zoneAt, std::vector<Run>& runs) const
    {
        for (int x = 0; x < m_map.width;) {
            const int zone = zoneAt(x);
            const int begin = x++;
            if (zone == ZoneRaster::dontCare)
                continue;
            while (x < m_map.width && zoneAt(x) == zone)
                ++x;
            runs.push_back({row, begin, x, int(runs.size()), std::uint8_t(zone)});
        }
    }

    const AnomalyMap& m_map;
    const ZoneRaster& m_zones;
    std::span<const RegionLimits> m_limits;
    float m_least;  ///< of all zones' levels
};

/// Joins the runs from `current` on with those of the row above, [above, current), that touch them, corners included.
void joinRows(std::vector<Run>& runs, std::size_t above, std::size_t current)
{
    const auto join = [&runs](std::size_t one, std::size_t other) {
        const int first = rootOf(runs, int(one));
        const int second = rootOf(runs, int(other));
        runs[std::size_t(std::max(first, second))].parent = std::min(first, second);
    };
    for (std::size_t i = current, j = above; i < runs.size() && j < current;) {
        if (runs[j].zone == runs[i].zone && runs[j].begin <= runs[i].end && runs[i].begin <= runs[j].end)
            join(i, j);
        if (runs[j].end == runs[i].end && j + 1 < current && runs[j + 1].zone == runs[i].zone && runs[j + 1].begin == runs[i].end)
            join(i, j + 1);  // zones meet here: it touches the corner and lies beyond the end of both
        if (runs[j].end < runs[i].end)
            ++j;
        else
            ++i;
    }
}

/// The runs of the whole map, joined. Far fewer than pixels, so that a map costs little more than one look at it.
std::vector<Run> joinedRuns(const AnomalyMap& map, const ZoneRaster& zones, std::span<const RegionLimits> limits)
{
    const RunFinder finder(map, zones, limits);
    std::vector<Run> runs;
    std::size_t above = 0;
    for (int row = 0; row < map.height; ++row) {
        const std::size_t current = runs.size();
        finder.append(row, runs);
        joinRows(runs, above, current);
        above = current;
    }
    return runs;
}

/// Sums of each region, label 1 first, in the order of their first pixels; writes the labels.
std::vector<Sums> labelled(const AnomalyMap& map, std::vector<Run>& runs, std::vector<int>& labels)
{
    std::vector<Sums> regions;
    std::vector<int> labelOfRoot(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Run& run = runs[i];
        const std::size_t row = std::size_t(run.row) * std::size_t(map.width);
        int& label = labelOfRoot[std::size_t(rootOf(runs, int(i)))];
        if (label == 0) {
            regions.emplace_back(run, map.values[row + std::size_t(run.begin)]);
            label = int(regions.size());
        }
        regions[std::size_t(label) - 1].add(run, map.values.data() + row);
        std::fill(labels.begin() + std::ptrdiff_t(row) + run.begin, labels.begin() + std::ptrdiff_t(row) + run.end, label);
    }
    return regions;
}

void requireMap(const AnomalyMap& map, Size imageSize)
{
    if (map.width < 1 || map.height < 1 || map.values.size() != std::size_t(map.width) * std::size_t(map.height))
        throw Error(ErrorCode::BadInput, {"map"});
    if (imageSize.width < 1 || imageSize.height < 1)
        throw Error(ErrorCode::BadInput, {"imageSize"});
}

}  // namespace

RegionMap labelRegions(const AnomalyMap& map, const ZoneRaster& zones, std::span<const RegionLimits> limits, Size imageSize)
{
    requireMap(map, imageSize);
    if (limits.empty() || (!zones.uniform() && zones.zones.size() != map.values.size()))
        throw Error(ErrorCode::BadInput, {"zones"});
    RegionMap result {map.width, map.height, std::vector<int>(map.values.size()), {}};
    std::vector<Run> runs = joinedRuns(map, zones, limits);
    const Measurer measurer(map, zones, result.labels, imageSize);
    int label = 0;
    for (const Sums& sums : labelled(map, runs, result.labels)) {
        ++label;
        const RegionLimits& wanted = limits[sums.zone];
        if (!(sums.peak >= wanted.peak) || measurer.areaOf(sums) < wanted.minArea)
            continue;
        LabelledRegion region {label, sums.zone, {sums.left, sums.top, sums.right - sums.left, sums.bottom - sums.top}, sums.peakX, sums.peakY, measurer.measured(sums, label)};
        if (region.defect.length >= wanted.minLength)
            result.regions.push_back(std::move(region));
    }
    std::stable_sort(result.regions.begin(), result.regions.end(),
                     [](const auto& a, const auto& b) { return a.defect.area > b.defect.area; });
    return result;
}

std::vector<Defect> findRegions(const AnomalyMap& map, float limit, double minArea, Size imageSize)
{
    const RegionLimits limits {limit, limit, minArea, 0};
    RegionMap found = labelRegions(map, {}, {&limits, 1}, imageSize);
    std::vector<Defect> defects;
    defects.reserve(found.regions.size());
    for (LabelledRegion& region : found.regions)
        defects.push_back(std::move(region.defect));
    return defects;
}

}  // namespace inference::judging
