#pragma once

#include "evaluation/pixel_pool_p.h"

#include <stop_token>

namespace inference::evaluation {

struct PixelRanking {
    std::optional<Ranking> ranking;  ///< none without defective or defect-free pixels; limits on the scale of the maps
    std::optional<double> publishedPro;
};

/// Every pixel figure of the closed `pools` together. Scores are compared on the published scale of `range`, where neighbouring
/// floats may become one, as in the published code. `regionSizes` by the region of a DefectivePixel. Throws Cancelled.
PixelRanking rankPixels(std::span<const PixelPool* const> pools, std::span<const std::uint32_t> regionSizes,
    const ScoreRange& range, int curvePoints, const std::stop_token& stop);

}  // namespace inference::evaluation
