#pragma once

#include "evaluation/product_figures.h"

namespace inference::evaluation {

/// Truth against verdict of whole images; each cell holds the places of its images in what was given, ascending.
struct ImageConfusion {
    double limit = 0;
    std::vector<std::size_t> hits;       ///< anomalous, at or above the limit
    std::vector<std::size_t> escapes;    ///< anomalous, below it
    std::vector<std::size_t> overkills;  ///< good, at or above it
    std::vector<std::size_t> passes;     ///< good, below it
    friend bool operator==(const ImageConfusion&, const ImageConfusion&) = default;
};

/// Pure; any thread. O(images). Throws Error(BadInput) for a limit that is NaN.
ImageConfusion confusionAt(std::span<const ImageOutcome> images, double limit);

}  // namespace inference::evaluation
