#pragma once

#include "training/synth/arithmetic_p.h"

#include <array>
#include <cstdint>

namespace inference::synth {

/// 0..1, a function of the three numbers.
inline float latticeValue(int x, int y, std::uint32_t seed)
{
    std::uint32_t h = std::uint32_t(x) * 0x27d4eb2du ^ std::uint32_t(y) * 0x9e3779b1u ^ seed * 0x85ebca6bu;
    h = (h ^ (h >> 15)) * 0x2c1b3c6du;
    h = (h ^ (h >> 12)) * 0x297a2d39u;
    return float((h ^ (h >> 15)) >> 8) * (1.0f / 16777216.0f);
}

/// Value noise, -1..1, one lattice cell per unit.
inline float noiseAt(float x, float y, std::uint32_t seed)
{
    const int ix = floorInt(x);
    const int iy = floorInt(y);
    float tx = x - float(ix);
    float ty = y - float(iy);
    tx = tx * tx * (3 - 2 * tx);
    ty = ty * ty * (3 - 2 * ty);
    const float top = mix(latticeValue(ix, iy, seed), latticeValue(ix + 1, iy, seed), tx);
    const float bottom = mix(latticeValue(ix, iy + 1, seed), latticeValue(ix + 1, iy + 1, seed), tx);
    return 2 * mix(top, bottom, ty) - 1;
}

/// Octaves of noiseAt, each twice as fine and half as strong, about -1..1.
inline float fractalAt(float x, float y, std::uint32_t seed, int octaves)
{
    float sum = 0;
    float weight = 0.55f;
    for (int i = 0; i < octaves; ++i, weight *= 0.5f, x *= 2.03f, y *= 2.03f)
        sum += weight * noiseAt(x, y, seed + std::uint32_t(i) * 101);
    return sum;
}

/// The jittered point of each cell that is nearest: Worley's cellular noise.
struct Cell {
    float nearest = 9;  ///< distance to the nearest point, in cells
    float second = 9;   ///< and to the one after it
    int x = 0, y = 0;   ///< the nearest point's cell
};

class Cells {
public:
    explicit Cells(std::uint32_t seed, float jitter = 0.95f)
        : m_seed(seed)
        , m_jitter(jitter)
    {
    }

    Cell at(float x, float y)
    {
        const int ix = floorInt(x);
        const int iy = floorInt(y);
        if (ix != m_x || iy != m_y)
            enter(ix, iy);
        Cell cell;
        std::size_t best = 0;
        for (std::size_t k = 0; k < 9; ++k) {
            const float d = (m_points[k][0] - x) * (m_points[k][0] - x) + (m_points[k][1] - y) * (m_points[k][1] - y);
            if (d < cell.nearest) {
                cell.second = cell.nearest;
                cell.nearest = d;
                best = k;
            } else if (d < cell.second) {
                cell.second = d;
            }
        }
        cell.x = ix + int(best % 3) - 1;
        cell.y = iy + int(best / 3) - 1;
        cell.nearest = std::sqrt(cell.nearest);
        cell.second = std::sqrt(cell.second);
        return cell;
    }

private:
    /// Neighbouring pixels mostly lie in one cell: the points around it are kept.
    void enter(int x, int y)
    {
        m_x = x;
        m_y = y;
        for (int k = 0; k < 9; ++k) {
            const int cx = x + k % 3 - 1;
            const int cy = y + k / 3 - 1;
            const float r = latticeValue(cx, cy, m_seed);
            m_points[std::size_t(k)] = {float(cx) + 0.5f + m_jitter * (r - 0.5f), float(cy) + 0.5f + m_jitter * (fraction(r * 4096) - 0.5f)};
        }
    }

    std::uint32_t m_seed;
    float m_jitter;
    int m_x = -1 << 30, m_y = -1 << 30;
    std::array<std::array<float, 2>, 9> m_points {};
};

}  // namespace inference::synth
