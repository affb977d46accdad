#pragma once

#include "core/image.h"
#include "imaging/byte_view_p.h"

namespace inference::imaging {

/// The fields of a BMP that we need.
struct BmpHeader {
    Size size;
    bool topDown = false;
    int bits = 0;
    std::uint32_t compression = 0;   ///< 0 none, 1 RLE8, 2 RLE4, 3 and 6 bit masks
    std::uint64_t pixels = 0;        ///< offset of the picture
    std::uint64_t palette = 0;       ///< offset of the palette
    int paletteEntrySize = 4;
    std::uint32_t colours = 0;       ///< entries of the palette
    std::uint32_t masks[4] = {};     ///< red, green, blue, alpha
    std::uint64_t rowBytes() const { return (std::uint64_t(size.width) * std::uint64_t(bits) + 7) / 8; }
    std::uint64_t stride() const { return (rowBytes() + 3) / 4 * 4; }
};

/// Throws Error: ImageTruncated, ImageCorrupt, ImageUnsupported.
BmpHeader readBmpHeader(ByteView bytes);

/// A BMP of 16 bits a pixel, RGB 5-5-5 or 5-6-5, scaled to 0..255 as PIL does (v * 255 / 31; other readers shift).
/// Throws Error(ImageUnsupported) for other masks.
Image decodeBmp16(ByteView bytes);

}  // namespace inference::imaging
