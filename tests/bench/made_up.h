#pragma once

#include "core/inspection.h"

#include <random>

/// Evidence of the published size with a few damaged patches.
inline inference::Inspection madeUp(unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> good(-3, 1);
    inference::Evidence evidence {4, 37, 37, 518, {}, {}};
    for (auto* branch : {&evidence.pre, &evidence.post}) {
        branch->resize(4 * 37 * 37);
        for (float& difference : *branch)
            difference = good(random);
    }
    for (int spot = 0; spot < int(seed % 4); ++spot) {
        const std::size_t at = random() % (37 * 35);
        for (std::size_t layer = 0; layer < 4; ++layer)
            for (const std::size_t patch : {at, at + 1, at + 37, at + 38})
                evidence.pre[layer * 1369 + patch] = evidence.post[layer * 1369 + patch] = 3;
    }
    return {{2448, 2048}, {{{0, 0, 2448, 2048}, std::move(evidence)}}, {}};
}
