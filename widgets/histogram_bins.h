#pragma once

#include "evaluation/score_distribution.h"

#include <array>
#include <vector>

namespace widgets {

/// Bars of equal width that start at 0, where their edges are round numbers; those that lie in a range of scores.
struct HistogramBins {
    int perUnit = 50;  ///< bars between 0 and 1
    int first = 0;     ///< number of the first bar held
    std::vector<std::array<std::size_t, 3>> counts;  ///< parts per bar, by inference::Label

    double width() const { return 1.0 / perUnit; }
    /// The bar's scores are from <= score < to; the last bar of all holds 1, so its `to` lies just above.
    double from(std::size_t bar) const;
    double to(std::size_t bar) const;
    std::size_t total(std::size_t bar) const { return counts[bar][0] + counts[bar][1] + counts[bar][2]; }
    std::size_t tallest() const;
};

/// Bars for the scores `low`..`high`, seen over `pixels`: about 4 n^(1/3) over the part of the range where the n scores lie
/// (twice Rice's rule: limits are put where parts are few), widened to 1, 2 or 5 times a power of ten and to at least four pixels. O(bars log n).
HistogramBins binned(const inference::evaluation::ScoreDistribution& parts, double low, double high, double pixels);

}  // namespace widgets
