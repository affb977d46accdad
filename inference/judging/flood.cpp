#include "judging/flood_p.h"

#include "judging/region_map_p.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>

namespace inference::judging {
namespace {

constexpr float never = std::numeric_limits<float>::infinity();

/// Regions that grow as pixels join them one by one (union-find, by size). A border of pixels that never join lies around the
/// raster, so that every pixel has eight neighbours.
class GrowingRegions {
public:
    GrowingRegions(const AnomalyMap& map, const ZoneRaster& zones)
        : m_width(map.width)
        , m_stride(map.width + 2)
        , m_around {-m_stride - 1, -m_stride, -m_stride + 1, -1, 1, m_stride - 1, m_stride, m_stride + 1}
        , m_parent(std::size_t(m_stride) * std::size_t(map.height + 2), absent)
        , m_size(std::make_unique_for_overwrite<int[]>(m_parent.size()))
    {
        if (zones.uniform())
            return;
        m_zones.resize(m_parent.size());
        for (int y = 0; y < map.height; ++y)
            std::copy_n(zones.zones.begin() + std::ptrdiff_t(y) * m_width, m_width, m_zones.begin() + place(0, y));
    }

    /// How a pixel is named here.
    int place(int x, int y) const { return (y + 1) * m_stride + x + 1; }
    int place(int pixel) const { return place(pixel % m_width, pixel / m_width); }

    std::uint8_t zoneOf(int at) const { return m_zones.empty() ? ZoneRaster::rest : m_zones[std::size_t(at)]; }

    /// Number of pixels of the region that the pixel joins, with it.
    int add(int at) { return m_zones.empty() ? joined<false>(at) : joined<true>(at); }

private:
    static constexpr int absent = -1;

    template <bool zoned>
    int joined(int at)
    {
        m_parent[std::size_t(at)] = at;
        m_size[std::size_t(at)] = 1;
        int root = at;
        for (const int way : m_around) {
            const int neighbour = at + way;
            const int parent = m_parent[std::size_t(neighbour)];
            if (parent == absent || parent == root)
                continue;
            if constexpr (zoned)
                if (m_zones[std::size_t(neighbour)] != m_zones[std::size_t(at)])
                    continue;
            root = join(root, neighbour);
        }
        return m_size[std::size_t(root)];
    }

    int rootOf(int at)
    {
        while (m_parent[std::size_t(at)] != at) {
            int& parent = m_parent[std::size_t(at)];
            parent = m_parent[std::size_t(parent)];
            at = parent;
        }
        return at;
    }

    int join(int root, int other)
    {
        other = rootOf(other);
        if (other == root)
            return root;
        if (m_size[std::size_t(other)] > m_size[std::size_t(root)])
            std::swap(root, other);
        m_parent[std::size_t(other)] = root;
        m_size[std::size_t(root)] += m_size[std::size_t(other)];
        return root;
    }

    int m_width;
    int m_stride;
    std::array<int, 8> m_around;
    std::vector<std::uint8_t> m_zones;  ///< by place; empty where there is one zone
    std::vector<int> m_parent;          ///< by place
    std::unique_ptr<int[]> m_size;      ///< of roots
};

/// The pixels of a map in descending order of their values, sorted only as far as they are asked for.
class DescendingPixels {
public:
    explicit DescendingPixels(const AnomalyMap& map)
        : m_map(map)
    {
        for (std::size_t i = 0; i < map.values.size(); i += step)
            m_sample.push_back(map.values[i]);
        std::ranges::sort(m_sample, std::greater());
    }

    /// The next pixels, more each time; empty at the end.
    const std::vector<int>& next()
    {
        m_chunk.clear();
        while (m_chunk.empty() && m_above > -never) {
            const float from = m_rank < m_sample.size() ? m_sample[m_rank] : -never;
            m_rank *= 4;
            for (std::size_t i = 0; i < m_map.values.size(); ++i)
                if (m_map.values[i] >= from && m_map.values[i] < m_above)
                    m_chunk.push_back(int(i));
            m_above = from;
        }
        std::ranges::sort(m_chunk, [this](int a, int b) { return m_map.values[std::size_t(a)] > m_map.values[std::size_t(b)]; });
        return m_chunk;
    }

private:
    static constexpr std::size_t step = 61;

    const AnomalyMap& m_map;
    std::vector<float> m_sample;  ///< every 61st value, greatest first: says where to cut
    std::size_t m_rank = 8;
    float m_above = never;
    std::vector<int> m_chunk;
};

/// For each zone the greatest level at which a region is large enough; lengths are not looked at, zones that are not `wanted` neither.
std::vector<float> levelsOfArea(const RenderedMaps& maps, double scaleX, double scaleY, const std::vector<double>& minAreas,
                                std::vector<bool> wanted)
{
    std::vector<float> levels(minAreas.size(), -1.0f);
    auto left = std::ranges::count(wanted, true);
    GrowingRegions regions(maps.blended, maps.zones);
    DescendingPixels pixels(maps.blended);
    while (left > 0) {
        const std::vector<int>& chunk = pixels.next();
        if (chunk.empty())
            break;
        for (const int pixel : chunk) {
            const std::uint8_t zone = maps.zones.at(std::size_t(pixel));
            if (zone == ZoneRaster::dontCare || !wanted[zone] || double(regions.add(regions.place(pixel))) * scaleX * scaleY < minAreas[zone])
                continue;
            levels[zone] = maps.blended.values[std::size_t(pixel)];
            wanted[zone] = false;
            if (--left == 0)
                break;
        }
    }
    return levels;
}

/// Limits that only regions of one zone can reach.
std::vector<RegionLimits> only(std::size_t zone, std::size_t zones, const RegionLimits& limits)
{
    std::vector<RegionLimits> all(zones, RegionLimits {never, never, 0, 0});
    all[zone] = limits;
    return all;
}

float greatestPeak(const RenderedMaps& maps, Size imageSize, const std::vector<RegionLimits>& limits)
{
    float peak = -1;
    for (const LabelledRegion& region : labelRegions(maps.blended, maps.zones, limits, imageSize).regions)
        peak = std::max(peak, region.defect.peak);
    return peak;
}

/// The greatest level, not above `top`, that leaves a region long enough. Whether one is left only changes from yes to no as the
/// level rises, so the levels are halved; floats of one sign are ordered like their bits.
float levelOfLength(const RenderedMaps& maps, Size imageSize, const RegionRule& rule, std::size_t zone, std::size_t zones, float top)
{
    const auto leaves = [&](float level) {
        return greatestPeak(maps, imageSize, only(zone, zones, {level, level, rule.minArea, rule.minLength})) >= 0;
    };
    if (top < 0 || leaves(top))
        return top;
    if (!leaves(0))
        return -1;
    auto yes = std::bit_cast<std::uint32_t>(0.0f), no = std::bit_cast<std::uint32_t>(top);
    while (no - yes > 1) {
        const std::uint32_t middle = yes + (no - yes) / 2;
        (leaves(std::bit_cast<float>(middle)) ? yes : no) = middle;
    }
    return std::bit_cast<float>(yes);
}

/// The highest level of an area curve that is not above the value.
int levelOf(float value)
{
    constexpr int last = ZoneFigures::levels - 1;
    value = std::clamp(value, 0.0f, 1.0f);
    int level = int(value * float(last));
    if (float(level) / float(last) > value)
        --level;
    else if (level < last && float(level + 1) / float(last) <= value)
        ++level;
    return level;
}

}  // namespace

std::vector<ZoneFigures> floodedScores(const RenderedMaps& maps, Size imageSize, const Recipe& recipe)
{
    const std::size_t zones = recipe.zones.size() + 1;
    // The same product as in Measurer::areaOf, so that both agree to the last bit.
    const double scaleX = double(imageSize.width) / maps.blended.width, scaleY = double(imageSize.height) / maps.blended.height;
    std::vector<double> minAreas;
    std::vector<bool> flooded;
    for (std::size_t zone = 0; zone < zones; ++zone) {
        minAreas.push_back(ruleOf(recipe, zone).minArea);
        flooded.push_back(!ruleOf(recipe, zone).growLimit);
    }
    const std::vector<float> levels = levelsOfArea(maps, scaleX, scaleY, minAreas, flooded);
    std::vector<ZoneFigures> figures(zones);
    for (std::size_t zone = 0; zone < zones; ++zone) {
        const RegionRule& rule = ruleOf(recipe, zone);
        if (rule.growLimit)
            figures[zone].regionScore = greatestPeak(maps, imageSize, only(zone, zones, {*rule.growLimit, 0, rule.minArea, rule.minLength}));
        else
            figures[zone].regionScore = rule.minLength > 0 ? levelOfLength(maps, imageSize, rule, zone, zones, levels[zone]) : levels[zone];
    }
    return figures;
}

std::vector<std::vector<float>> areaCurves(const RenderedMaps& maps, Size imageSize, std::size_t zones)
{
    constexpr int last = ZoneFigures::levels - 1;
    constexpr int least = ZoneFigures::leastLevel;
    const AnomalyMap& map = maps.blended;
    // Sorted by level, counting them first. The background isn't flooded: it is most of the picture.
    std::vector<std::uint8_t> levels(map.values.size());
    std::array<std::size_t, ZoneFigures::levels + 1> first {};
    for (std::size_t i = 0; i < map.values.size(); ++i) {
        levels[i] = std::uint8_t(levelOf(map.values[i]));
        ++first[levels[i] + std::size_t(1)];
    }
    for (int level = 0; level < last; ++level)
        first[std::size_t(level) + 1] += first[std::size_t(level)];
    GrowingRegions regions(map, maps.zones);
    std::vector<int> places(map.values.size());
    auto next = first;
    for (int y = 0, i = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x, ++i)
            if (levels[std::size_t(i)] >= least)
                places[next[levels[std::size_t(i)]]++] = regions.place(x, y);

    const double pixelArea = double(imageSize.width) / map.width * (double(imageSize.height) / map.height);
    std::vector<std::vector<float>> curves(zones, std::vector<float>(ZoneFigures::levels, never));
    std::vector<int> largest(zones);
    for (int level = last; level >= least; --level) {
        for (std::size_t i = first[std::size_t(level)]; i < next[std::size_t(level)]; ++i) {
            const std::uint8_t zone = regions.zoneOf(places[i]);
            if (zone != ZoneRaster::dontCare)
                largest[zone] = std::max(largest[zone], regions.add(places[i]));
        }
        for (std::size_t zone = 0; zone < zones; ++zone)
            curves[zone][std::size_t(level)] = float(largest[zone] * pixelArea);
    }
    return curves;
}

}  // namespace inference::judging
