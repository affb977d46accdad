#pragma once

#include <cstdint>
#include <vector>

namespace inference::evaluation {

/// Ascending. `scratch` is grown to the same size and left with any content, so that it can serve again. Three passes of 11 bits
/// from the lowest digit; a digit that all share costs none. Stable. O(n).
void radixSort(std::vector<std::uint32_t>& keys, std::vector<std::uint32_t>& scratch);

/// The same by the upper 32 bits alone.
void radixSortByUpperHalf(std::vector<std::uint64_t>& items, std::vector<std::uint64_t>& scratch);

}  // namespace inference::evaluation
