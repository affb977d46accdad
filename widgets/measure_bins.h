#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace widgets {

/// A histogram: bin i covers edges[i] <= value < edges[i + 1] and holds counts[i] values.
struct Bins {
    std::vector<double> edges;  ///< ascending, one more than counts; empty when nothing was counted
    std::vector<int> counts;
    int left = 0;  ///< values that have no place: not finite, or not above zero on a logarithmic scale

    int size() const { return int(counts.size()); }
    /// Bin of a value, -1: in none.
    int binOf(double value) const;
};

/// Smallest of 1, 2, 2.5, 5 x 10^k that is at least `least`, which is above zero.
double roundStep(double least);

/// Bins of equal width whose edges are whole multiples of a round step: at most `most`, fewer when the step would be below
/// `finest`. `most` >= 2, `finest` >= 0. Any thread.
Bins linearBins(std::span<const double> values, int most, double finest = 0);

/// Ten bins to the decade with the preferred numbers of ISO 3 (R10, rounded: 1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8) as
/// edges; five (R5) or one where that would be more than `most`. Any thread.
Bins logarithmicBins(std::span<const double> values, int most);

/// Decimals that write a number exactly, at most six.
int decimalsOf(double number);
/// Those that write every edge.
int edgeDecimals(const Bins& bins);

}  // namespace widgets
