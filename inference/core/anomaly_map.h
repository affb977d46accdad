#pragma once

#include "core/geometry.h"

#include <cstddef>
#include <vector>

namespace inference {

/// Probability of "damaged" for each pixel of the judging raster, 0..1 on one absolute scale: the same value means the
/// same evidence in every image. Row-major, top to bottom.
struct AnomalyMap {
    int width = 0;
    int height = 0;
    std::vector<float> values;

    bool empty() const { return values.empty(); }
    Size size() const { return {width, height}; }
    float at(int x, int y) const { return values[std::size_t(y) * width + x]; }
    friend bool operator==(const AnomalyMap&, const AnomalyMap&) = default;
};

}  // namespace inference
