#pragma once

#include "model/network_p.h"

#include <stop_token>

namespace inference::model {

struct VisionFeatures {
    Tensor global;             ///< [B, E], not normalised
    std::vector<Tensor> taps;  ///< per tapped layer [B, 1 + L, D], raw block outputs
};

/// What the first block gets: `pixels` [B, 3, S, S] -> [B, 1 + L, D].
Tensor embedPatches(const VisionTower& tower, const Tensor& pixels);

/// What the last block gives -> [B, E], not normalised.
Tensor globalFeature(const VisionTower& tower, const Tensor& x);

/// `pixels` [B, 3, S, S], normalised; `layers` 1-based, ascending. Throws Cancelled between blocks.
VisionFeatures encodeImage(const VisionTower& tower, const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop);

/// The tower's blocks in bf16 or fp16; what comes before and after them stays float32.
struct HalfTower {
    VisionTower around;         ///< without blocks
    std::vector<Block> blocks;  ///< norms too where `halfSum`, else only what multiplies matrices
    at::ScalarType type = at::kBFloat16;
    bool halfSum = false;
};

HalfTower halved(const VisionTower& tower, at::ScalarType type, bool halfSum);

/// The same in half precision: sums of products and the norms' statistics are float32. The features are float32. `halfSum`: the
/// sum that runs through the blocks is half too.
VisionFeatures encodeImage(const HalfTower& tower, const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop);

/// Position embedding [1 + G*G, D] of the trained grid -> [grid*grid, D] of another, without the class token's row:
/// bicubic with antialiasing, whose kernel has a = -0.5, as the published code resizes it.
Tensor resizePositions(const Tensor& embedding, int grid);

}  // namespace inference::model
