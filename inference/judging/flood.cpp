#include "judging/flood_p.h"

#include "judging/figures.h"
#include "judging/growing_regions_p.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <span>

namespace inference::judging {
namespace {

constexpr float never = std::numeric_limits<float>::infinity();
constexpr int last = ZoneFigures::levels - 1;
constexpr int least = ZoneFigures::leastLevel;
constexpr float leastValue = float(least) / float(last);

/// The pixels of a map below `above` in descending order of their values, sorted only as far as they are asked for.
class DescendingPixels {
public:
    DescendingPixels(const AnomalyMap& map, float above)
        : m_map(map)
        , m_above(above)
    {
        for (std::size_t i = 0; i < map.values.size(); i += step)
            if (map.values[i] < above)
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
    float m_above;
    std::vector<float> m_sample;  ///< every 61st value, greatest first: says where to cut
    std::size_t m_rank = 8;
    std::vector<int> m_chunk;
};

/// The highest level of an area curve that is not above the value.
int levelOf(float value)
{
    value = std::clamp(value, 0.0f, 1.0f);
    int level = int(value * float(last));
    if (float(level) / float(last) > value)
        --level;
    else if (level < last && float(level + 1) / float(last) <= value)
        ++level;
    return level;
}

/// The places of all pixels from the least level on, by level, counted first. The rest is most of the picture.
class PlacesByLevel {
public:
    PlacesByLevel(const AnomalyMap& map, const GrowingRegions& regions)
    {
        std::vector<int> places;
        std::vector<std::uint8_t> levels;
        for (int y = 0, i = 0; y < map.height; ++y)
            for (int x = 0; x < map.width; ++x, ++i)
                if (const float value = map.values[std::size_t(i)]; value >= leastValue) {
                    places.push_back(regions.place(x, y));
                    levels.push_back(std::uint8_t(levelOf(value)));
                    ++m_first[std::size_t(levels.back()) + 1];
                }
        for (std::size_t level = 0; level < last; ++level)
            m_first[level + 1] += m_first[level];
        m_first[std::size_t(last) + 1] = places.size();
        m_places.resize(places.size());
        auto next = m_first;
        for (std::size_t i = 0; i < places.size(); ++i)
            m_places[next[levels[i]]++] = places[i];
    }

    std::span<int> at(int level)
    {
        const std::size_t first = m_first[std::size_t(level)];
        return std::span(m_places).subspan(first, m_first[std::size_t(level) + 1] - first);
    }

private:
    std::array<std::size_t, ZoneFigures::levels + 1> m_first {};  ///< of each level, and the end
    std::vector<int> m_places;
};

class TopFlood {
public:
    TopFlood(const RenderedMaps& maps, Size imageSize, const std::vector<FloodedZone>& zones)
        : m_map(maps.blended)
        , m_zones(zones)
        , m_scaleX(double(imageSize.width) / maps.blended.width)
        , m_scaleY(double(imageSize.height) / maps.blended.height)
        , m_regions(maps.blended, maps.zones)
        , m_largest(zones.size())
    {
        m_flood.levels.assign(zones.size(), -1.0f);
        for (const FloodedZone& zone : zones) {
            m_sought.push_back(zone.wanted);
            m_left += zone.wanted;
        }
    }

    Flood withCurves()
    {
        m_flood.curves.assign(m_zones.size(), std::vector<float>(ZoneFigures::levels, never));
        const double pixelArea = m_scaleX * m_scaleY;
        PlacesByLevel places(m_map, m_regions);
        for (int level = last; level >= least; --level) {
            floodLevel(places.at(level));
            for (std::size_t zone = 0; zone < m_zones.size(); ++zone)
                m_flood.curves[zone][std::size_t(level)] = float(m_largest[zone] * pixelArea);
        }
        findLevels(leastValue);
        return std::move(m_flood);
    }

    Flood withoutCurves()
    {
        findLevels(never);
        return std::move(m_flood);
    }

private:
    float valueAt(int place) const { return m_map.values[std::size_t(m_regions.pixel(place))]; }

    void floodLevel(std::span<int> places)
    {
        // Only the wanted levels need the order within; they are found after few pixels as a rule.
        if (m_left > 0)
            std::ranges::sort(places, [this](int a, int b) { return valueAt(a) > valueAt(b); });
        for (const int place : places) {
            const std::uint8_t zone = m_regions.zoneOf(place);
            if (zone == ZoneRaster::dontCare)
                continue;
            const int size = m_regions.add(place);
            m_largest[zone] = std::max(m_largest[zone], size);
            if (m_left > 0)
                look(zone, size, place);
        }
    }

    /// Goes on with the pixels below `above` until nothing is sought.
    void findLevels(float above)
    {
        if (m_left == 0)
            return;
        DescendingPixels pixels(m_map, above);
        for (const std::vector<int>* chunk = &pixels.next(); m_left > 0 && !chunk->empty(); chunk = &pixels.next())
            for (const int pixel : *chunk) {
                const int place = m_regions.place(pixel);
                const std::uint8_t zone = m_regions.zoneOf(place);
                if (zone == ZoneRaster::dontCare || !m_sought[zone])
                    continue;
                look(zone, m_regions.add(place), place);
                if (m_left == 0)
                    return;
            }
    }

    /// The product in the order of Measurer::areaOf, so that both agree to the last bit.
    void look(std::uint8_t zone, int size, int place)
    {
        if (!m_sought[zone] || double(size) * m_scaleX * m_scaleY < m_zones[zone].minArea)
            return;
        m_flood.levels[zone] = valueAt(place);
        m_sought[zone] = false;
        --m_left;
    }

    const AnomalyMap& m_map;
    const std::vector<FloodedZone>& m_zones;
    double m_scaleX;
    double m_scaleY;
    GrowingRegions m_regions;
    std::vector<int> m_largest;  ///< pixels of each zone's largest region so far
    std::vector<bool> m_sought;  ///< by zone
    int m_left = 0;              ///< number of zones sought
    Flood m_flood;
};

}  // namespace

Flood floodFromTop(const RenderedMaps& maps, Size imageSize, const std::vector<FloodedZone>& zones, bool curves)
{
    TopFlood flood(maps, imageSize, zones);
    return curves ? flood.withCurves() : flood.withoutCurves();
}

}  // namespace inference::judging
