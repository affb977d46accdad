#pragma once

#include "core/geometry.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inference {

/// A small grey copy of a picture, kept with what the model said of it: where the part lies in the picture is found on it again under another
/// recipe, without model and file. Pixel (i, j) is the mean of the block [i * block, (i + 1) * block) x [j * block, (j + 1) * block) of image pixels.
struct GreyCopy {
    static constexpr int longestSide = 128;  ///< 12 KB of a picture of 4 : 3
    int width = 0, height = 0;               ///< 1..longestSide
    int block = 1;                           ///< side of a block in image pixels
    std::vector<std::uint8_t> values;        ///< row-major, [height][width], 0..255 whatever the bit depth
    friend bool operator==(const GreyCopy&, const GreyCopy&) = default;
};

/// Side of a block that makes a copy of longestSide pixels at most.
constexpr int greyBlock(Size image)
{
    const int longer = image.width > image.height ? image.width : image.height;
    return longer / GreyCopy::longestSide + (longer % GreyCopy::longestSide != 0 ? 1 : 0);
}

/// The frame of the copy of such a picture, without its values. What is left of a picture beside whole blocks isn't in its copy, unless it has no
/// whole block.
inline GreyCopy frameOfCopy(Size image)
{
    const int block = greyBlock(image);
    return {image.width < block ? 1 : image.width / block, image.height < block ? 1 : image.height / block, block, {}};
}

/// Whether it is a whole copy of a picture of that size, one pixel at least.
inline bool isCopyOf(const GreyCopy& copy, Size image)
{
    if (image.width < 1 || image.height < 1)
        return false;
    const GreyCopy frame = frameOfCopy(image);
    return copy.width == frame.width && copy.height == frame.height && copy.block == frame.block
        && copy.values.size() == std::size_t(copy.width) * std::size_t(copy.height);
}

}  // namespace inference
