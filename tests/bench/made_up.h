#pragma once

#include "core/inspection.h"
#include "core/tiling.h"

#include <random>

/// Evidence of the published size with `spots` damaged places.
inline inference::Evidence madeUpEvidence(std::mt19937& random, int spots)
{
    std::normal_distribution<float> good(-3, 1);
    inference::Evidence evidence {4, 37, 37, 518, {}, {}};
    for (auto* branch : {&evidence.pre, &evidence.post}) {
        branch->resize(4 * 37 * 37);
        for (float& difference : *branch)
            difference = good(random);
    }
    for (int spot = 0; spot < spots; ++spot) {
        const std::size_t at = random() % (37 * 35);
        for (std::size_t layer = 0; layer < 4; ++layer)
            for (const std::size_t patch : {at, at + 1, at + 37, at + 38})
                evidence.pre[layer * 1369 + patch] = evidence.post[layer * 1369 + patch] = 3;
    }
    return evidence;
}

/// Of a picture of 2448 x 2048, as a whole or in tiles, with a few damaged patches.
inline inference::Inspection madeUp(unsigned seed, int tileSide = 0)
{
    std::mt19937 random(seed);
    inference::Inspection inspection {{2448, 2048}, {}, {}};
    for (const inference::Rect& area : inference::tilesOf(inspection.imageSize, tileSide))
        inspection.views.push_back({area, madeUpEvidence(random, inspection.views.empty() ? int(seed % 4) : 0)});
    return inspection;
}
