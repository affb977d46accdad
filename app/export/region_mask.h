#pragma once

#include "app/export/image_shapes.h"
#include "core/image.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace app {

/// Grey values of a mask.
inline constexpr std::uint8_t maskReview = 128;
inline constexpr std::uint8_t maskFail = 255;

/// 8-bit grey, of the image's size: 0 where there is no region, maskReview and maskFail where there is one; failing regions lie over
/// the others. A pixel is a region's own when its centre lies inside an odd number of lines of the region's polygons; a centre on a line
/// belongs to what lies right of it or below it. What reaches beyond the image is cut off. Pure; any thread.
/// Throws inference::Error(BadInput) for an empty size.
inference::Image regionMask(inference::Size size, std::span<const RegionShape> regions);

/// The mask of an image as PNG, beside and renamed over. Throws as imaging/image_writer.h does.
void writeMask(const std::filesystem::path& path, const ImageShapes& image);

}  // namespace app
