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

inline Cell cellAt(float x, float y, std::uint32_t seed, float jitter = 0.9f)
{
    const int ix = floorInt(x);
    const int iy = floorInt(y);
    Cell cell;
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
            const float r = latticeValue(ix + dx, iy + dy, seed);
            const float px = float(ix + dx) + 0.5f + jitter * (r - 0.5f);
            const float py = float(iy + dy) + 0.5f + jitter * (fraction(r * 4096) - 0.5f);
            const float d = (px - x) * (px - x) + (py - y) * (py - y);
            if (d < cell.nearest) {
                cell.second = cell.nearest;
                cell.nearest = d;
                cell.x = ix + dx;
                cell.y = iy + dy;
            } else if (d < cell.second) {
                cell.second = d;
            }
        }
    cell.nearest = std::sqrt(cell.nearest);
    cell.second = std::sqrt(cell.second);
    return cell;
}

}  // namespace inference::synth
