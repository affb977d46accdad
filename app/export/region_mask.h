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

/// 8-bit grey, of the image's size: a pixel is a region's own when the pixel's centre lies inside an odd number of lines of its polygons. 0 where there is no region, maskReview and maskFail where there is one; failing regions lie over
/// the others. What reaches beyond the image is cut off. A centre on a line belongs to what lies right of or below the line. Pure; any
/// thread. Throws inference::Error(BadInput) for an empty size.
inference::Image regionMask(inference::Size size, std::span<const RegionShape> regions);

/// The mask of an image as PNG, beside and renamed over. Throws as imaging/image_writer.h does.
void writeMask(const std::filesystem::path& path, const ImageShapes& image);

}  // namespace app
