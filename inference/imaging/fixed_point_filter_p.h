#pragma once

#include "core/image.h"

#include <cstdint>
#include <vector>

namespace inference::imaging {

/// Where the coefficients of one output position apply.
struct FilterTaps {
    int first = 0;  ///< input position of the first coefficient
    int count = 0;
};

/// Coefficients of a resampling from one length to another, as PIL computes them (Resample.c): fixed point with 22
/// fractional bits. Each coefficient k is kept as two 16-bit halves, k = high * 4096 + low with 0 <= low < 4096, so that
/// sums of pixel * k are exact in the 16-bit multiply-add that every SIMD unit has.
struct FixedPointFilter {
    int stride = 0;                 ///< coefficients kept for each output position: the greatest count, up to a multiple of 8
    std::vector<FilterTaps> taps;   ///< one for each output position
    std::vector<std::int16_t> high; ///< taps.size() * stride, zero behind each count
    std::vector<std::int16_t> low;
};

/// PIL's BICUBIC: support 2 x max(scale, 1), a = -0.5.
FixedPointFilter bicubicFilter(int from, int to);

/// PIL's BILINEAR: a triangle, support 1 x max(scale, 1).
FixedPointFilter bilinearFilter(int from, int to);

/// Rows `firstRow` to `lastRow` (exclusive) of an 8-bit image, resampled across. Sums rounded and clipped to 8 bits.
Image filterRows(const Image& image, const FixedPointFilter& filter, int firstRow, int lastRow);

/// All columns resampled down; row 0 of `image` is row `firstRow` of the filter's input.
Image filterColumns(const Image& image, const FixedPointFilter& filter, int firstRow);

}  // namespace inference::imaging
