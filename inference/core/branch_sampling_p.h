#pragma once

#include "core/anomaly_map.h"
#include "core/evidence.h"

#include <vector>

namespace inference {

/// Where each of some output samples lies between the samples of a grid.
struct GridTaps {
    std::vector<int> left;
    std::vector<int> right;
    std::vector<float> weight;  ///< of the right one

    int count() const { return int(left.size()); }
};

/// Samples first, first + 1, ... (`count` of them) of the `size` to which a grid of `grid` samples is stretched with its corners aligned;
/// what lies outside takes the nearest one's place.
GridTaps alignedCorners(int grid, int size, double first, int count);

/// Mean over the layers of the sigmoid of the logit differences `differences` [layers, rows, columns], at the taps. The same bits on
/// every machine.
AnomalyMap sampleBranch(const std::vector<float>& differences, const Evidence& evidence, const GridTaps& across, const GridTaps& down);

/// Throws Error(BadInput, "evidence") when sizes and vectors disagree or there is nothing.
void requireEvidence(const Evidence& evidence);

}  // namespace inference
