#pragma once

#include "model/network_p.h"

#include <stop_token>

namespace inference::model {

struct VisionFeatures {
    Tensor global;             ///< [B, E], not normalised
    std::vector<Tensor> taps;  ///< per tapped layer [B, 1 + L, D], raw block outputs
};

/// `pixels` [B, 3, S, S], normalised; `layers` 1-based, ascending. Throws Cancelled between blocks.
VisionFeatures encodeImage(const VisionTower& tower, const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop);

/// Position embedding [1 + G*G, D] of the trained grid -> [grid*grid, D] of another, without the class token's row:
/// bicubic with antialiasing, whose kernel has a = -0.5, as the published code resizes it.
Tensor resizePositions(const Tensor& embedding, int grid);

}  // namespace inference::model
