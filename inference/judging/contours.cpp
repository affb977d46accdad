#include "judging/contours.h"

#include "core/error.h"
#include "judging/region_map_p.h"

#include <array>

namespace inference::judging {
namespace {

/// Sides of a cell of four pixel centres, in the order in which a walk may leave it.
enum Side { Top, Right, Bottom, Left };

// Corners of a cell that lie inside, as bits.
constexpr int topLeft = 1;
constexpr int topRight = 2;
constexpr int bottomRight = 4;
constexpr int bottomLeft = 8;

/// Where a contour that enters a cell by a side leaves it. In both saddles the inside is joined: the contour cuts off the
/// two corners that lie outside.
constexpr std::array<std::array<Side, 4>, 16> makeExits()
{
    constexpr std::array<std::array<int, 2>, 4> corners {{{topLeft, topRight}, {topRight, bottomRight}, {bottomRight, bottomLeft}, {bottomLeft, topLeft}}};
    std::array<std::array<Side, 4>, 16> exits {};
    for (int inside = 0; inside < 16; ++inside)
        for (int entry = 0; entry < 4; ++entry)
            for (int side = 0; side < 4; ++side) {
                const bool crossed = !(inside & corners[std::size_t(side)][0]) != !(inside & corners[std::size_t(side)][1]);
                if (crossed && side != entry)
                    exits[std::size_t(inside)][std::size_t(entry)] = Side(side);
            }
    exits[topLeft | bottomRight] = {Right, Top, Left, Bottom};
    exits[topRight | bottomLeft] = {Left, Bottom, Right, Top};
    return exits;
}

constexpr auto exits = makeExits();

/// Marching squares inside a box of raster pixels. `isInside(index)` decides on which side a pixel of the map lies; what is
/// beyond the map is outside, and the contour follows the map's edge there.
template<typename Inside>
class Tracer {
public:
    Tracer(const AnomalyMap& map, float level, Size imageSize, Inside isInside)
        : m_map(map)
        , m_level(level)
        , m_scaleX(double(imageSize.width) / map.width)
        , m_scaleY(double(imageSize.height) / map.height)
        , m_isInside(isInside)
    {
    }

    /// Every contour of the pixels in `box`, which must hold whole regions. Each contour, outer or of a hole, passes
    /// somewhere between a pixel outside and its right neighbour inside: there the walks begin, each once.
    std::vector<Contour> trace(const PixelBox& box)
    {
        m_box = box;
        m_visited.assign(std::size_t(box.width) * std::size_t(box.height), 0);
        std::vector<Contour> contours;
        for (int y = box.y; y < box.y + box.height; ++y) {
            bool before = false;
            for (int x = box.x; x < box.x + box.width; ++x) {
                const bool now = inside(x, y);
                if (now && !before && !visited(x, y))
                    contours.push_back(walk(x, y));
                before = now;
            }
        }
        return contours;
    }

private:
    bool inside(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < m_map.width && y < m_map.height
            && m_isInside(std::size_t(y) * std::size_t(m_map.width) + std::size_t(x));
    }

    std::uint8_t& visited(int x, int y)
    {
        return m_visited[std::size_t(y - m_box.y) * std::size_t(m_box.width) + std::size_t(x - m_box.x)];
    }

    int corners(int x, int y) const
    {
        return (inside(x, y) ? topLeft : 0) | (inside(x + 1, y) ? topRight : 0) | (inside(x + 1, y + 1) ? bottomRight : 0)
            | (inside(x, y + 1) ? bottomLeft : 0);
    }

    /// From the crossing left of the inside pixel (x, y), downwards, until it comes back there. The inside is kept on one
    /// hand, so each crossing is passed in one direction only.
    Contour walk(int x, int y)
    {
        Contour contour;
        int cellX = x - 1;  // a cell is named by its top left pixel
        int cellY = y;
        Side entry = Top;
        do {
            contour.push_back(crossing(cellX, cellY, entry));
            if (entry == Top)
                visited(cellX + 1, cellY) = 1;
            switch (exits[std::size_t(corners(cellX, cellY))][std::size_t(entry)]) {
            case Top: --cellY; entry = Bottom; break;
            case Right: ++cellX; entry = Left; break;
            case Bottom: ++cellY; entry = Top; break;
            case Left: --cellX; entry = Right; break;
            }
        } while (cellX != x - 1 || cellY != y || entry != Top);
        return contour;
    }

    /// Where the contour crosses a side of a cell, in image pixels.
    Point crossing(int x, int y, Side side) const
    {
        switch (side) {
        case Top: return between(x, y, x + 1, y);
        case Right: return between(x + 1, y, x + 1, y + 1);
        case Bottom: return between(x, y + 1, x + 1, y + 1);
        case Left: break;
        }
        return between(x, y, x, y + 1);
    }

    Point between(int x, int y, int otherX, int otherY) const
    {
        double t = 0.5;  // half way to a pixel beyond the map is the map's edge
        if (x >= 0 && y >= 0 && otherX < m_map.width && otherY < m_map.height) {
            const double value = m_map.at(x, y);
            const double other = m_map.at(otherX, otherY);
            // Where a zone ends, both are at or above the level: the contour runs along the border between the pixels.
            if ((value >= m_level) != (other >= m_level))
                t = (m_level - value) / (other - value);
        }
        return {(x + 0.5 + t * (otherX - x)) * m_scaleX, (y + 0.5 + t * (otherY - y)) * m_scaleY};
    }

    const AnomalyMap& m_map;
    double m_level;
    double m_scaleX;
    double m_scaleY;
    Inside m_isInside;
    PixelBox m_box;
    std::vector<std::uint8_t> m_visited;
};

}  // namespace

std::vector<Contour> traceContours(const AnomalyMap& map, float level, Size imageSize)
{
    if (map.width < 1 || map.height < 1 || map.values.size() != std::size_t(map.width) * std::size_t(map.height))
        throw Error(ErrorCode::BadInput, {"map"});
    if (imageSize.width < 1 || imageSize.height < 1)
        throw Error(ErrorCode::BadInput, {"imageSize"});
    const float* values = map.values.data();
    const auto isInside = [values, level](std::size_t index) { return values[index] >= level; };
    return Tracer(map, level, imageSize, isInside).trace({0, 0, map.width, map.height});
}

std::vector<Contour> traceRegion(const AnomalyMap& map, float level, Size imageSize, const RegionMap& regions,
                                 const LabelledRegion& region)
{
    // Two regions of one zone never meet in one cell of four pixels, which all touch.
    const int* labels = regions.labels.data();
    const auto isInside = [labels, label = region.label](std::size_t index) { return labels[index] == label; };
    return Tracer(map, level, imageSize, isInside).trace(region.box);
}

}  // namespace inference::judging
