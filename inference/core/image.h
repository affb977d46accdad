#pragma once

#include "core/geometry.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inference {

/// Pixels in memory, interleaved, rows top to bottom without padding. 16-bit samples are in the machine's byte order.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 0;         ///< 1 grey, 2 grey + alpha, 3 RGB, 4 RGBA (straight alpha)
    int bytesPerChannel = 1;  ///< 1 or 2
    /// The file held palette indices or single bits; resized by nearest neighbour, as the published preprocessing does.
    bool discrete = false;
    std::vector<std::uint8_t> pixels;  ///< height * width * channels * bytesPerChannel bytes

    bool empty() const { return pixels.empty(); }
    Size size() const { return {width, height}; }
    std::size_t stride() const { return std::size_t(width) * channels * bytesPerChannel; }
    const std::uint8_t* row(int y) const { return pixels.data() + stride() * y; }
    std::uint8_t* row(int y) { return pixels.data() + stride() * y; }
};

/// A black image of the given form.
inline Image makeImage(int width, int height, int channels, int bytesPerChannel = 1)
{
    Image image {width, height, channels, bytesPerChannel, false, {}};
    image.pixels.resize(image.stride() * height);
    return image;
}

}  // namespace inference
