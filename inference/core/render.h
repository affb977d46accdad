#pragma once

#include "core/anomaly_map.h"
#include "core/evidence.h"

#include <span>

namespace inference {

/// The two branch maps of one view, each the mean over the tapped layers, unsmoothed.
struct BranchMaps {
    AnomalyMap pre;   ///< Pre-VCP, M1
    AnomalyMap post;  ///< Post-VCP, M2
};

/// Evidence -> branch maps of `size` x `size` pixels: bilinear with aligned corners, sigmoid, mean over the layers
/// (VCP-CLIP, test.py). Pure; any thread. Throws Error(BadInput) when sizes and vectors disagree.
BranchMaps renderBranches(const Evidence& evidence, int size);

/// (1 - alpha) * pre + alpha * post, then a Gaussian of `sigma` pixels of the map. `alpha` 0..1 is the weight of Post-VCP.
/// Pure; any thread.
AnomalyMap blend(const BranchMaps& branches, double alpha, double sigma);

/// Both steps at once.
AnomalyMap render(const Evidence& evidence, double alpha, double sigma, int size);

/// Separable Gaussian as scipy.ndimage.gaussian_filter does it by default: radius int(4 sigma + 0.5), the edge pixel
/// repeated (mode "reflect"), sums in float. `sigma` <= 0 returns the map unchanged.
AnomalyMap smooth(const AnomalyMap& map, double sigma);

/// Mean of the `k` greatest values (all of them when there are fewer). 0 for an empty map.
double topMean(const AnomalyMap& map, std::size_t k);

/// The greatest value; 0 where there is none above 0.
float greatestValue(std::span<const float> values);

}  // namespace inference
