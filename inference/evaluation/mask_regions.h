#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace inference::evaluation {

/// Pixels first .. first + length - 1 of a row-major mask, all of one row and one region.
struct MaskRun {
    std::size_t first = 0;
    std::uint32_t length = 0;
    std::uint32_t region = 0;  ///< index into MaskRegions::sizes
    friend bool operator==(const MaskRun&, const MaskRun&) = default;
};

/// The defective pixels of a mask: every row's runs from top to bottom, left to right.
struct MaskRegions {
    std::vector<MaskRun> runs;
    std::vector<std::uint32_t> sizes;  ///< pixels of each region, in the order of its first pixel
};

/// 8-connected regions of the pixels that are not 0 (skimage.measure.label of a binary mask; pixels that touch by a corner belong
/// together). An empty `mask` is one without defective pixels. Pure; any thread. O(pixels).
/// Throws Error(BadInput) when a mask that isn't empty doesn't have width x height pixels.
MaskRegions findMaskRegions(std::span<const std::uint8_t> mask, int width, int height);

}  // namespace inference::evaluation
