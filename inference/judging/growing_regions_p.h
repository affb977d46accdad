#pragma once

#include "core/anomaly_map.h"
#include "judging/zone_raster.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace inference::judging {

/// Regions that grow as pixels join them one by one (union-find, by size). A border of pixels that never join lies around the
/// raster, so that every pixel has eight neighbours.
class GrowingRegions {
public:
    GrowingRegions(const AnomalyMap& map, const ZoneRaster& zones);

    /// How a pixel is named here, and back.
    int place(int x, int y) const { return (y + 1) * m_stride + x + 1; }
    int place(int pixel) const { return place(pixel % m_width, pixel / m_width); }
    int pixel(int place) const { return (place / m_stride - 1) * m_width + place % m_stride - 1; }

    std::uint8_t zoneOf(int place) const { return m_zones.empty() ? ZoneRaster::rest : m_zones[std::size_t(place)]; }

    /// Number of pixels of the region that the pixel joins, with it.
    int add(int place) { return m_zones.empty() ? joined<false>(place) : joined<true>(place); }

private:
    static constexpr int absent = -1;

    template <bool zoned>
    int joined(int place);
    int rootOf(int place);
    int join(int root, int other);

    int m_width;
    int m_stride;
    std::array<int, 8> m_around;
    std::vector<std::uint8_t> m_zones;  ///< by place; empty where there is one zone
    std::vector<int> m_parent;          ///< by place
    std::unique_ptr<int[]> m_size;      ///< of roots
};

inline GrowingRegions::GrowingRegions(const AnomalyMap& map, const ZoneRaster& zones)
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

template <bool zoned>
int GrowingRegions::joined(int place)
{
    m_parent[std::size_t(place)] = place;
    m_size[std::size_t(place)] = 1;
    int root = place;
    for (const int way : m_around) {
        const int neighbour = place + way;
        const int parent = m_parent[std::size_t(neighbour)];
        if (parent == absent || parent == root)
            continue;
        if constexpr (zoned)
            if (m_zones[std::size_t(neighbour)] != m_zones[std::size_t(place)])
                continue;
        root = join(root, neighbour);
    }
    return m_size[std::size_t(root)];
}

inline int GrowingRegions::rootOf(int place)
{
    while (m_parent[std::size_t(place)] != place) {
        int& parent = m_parent[std::size_t(place)];
        parent = m_parent[std::size_t(parent)];
        place = parent;
    }
    return place;
}

inline int GrowingRegions::join(int root, int other)
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

}  // namespace inference::judging
