#pragma once

#include "core/image.h"
#include "imaging/image_structure_p.h"

namespace inference::imaging {

/// The fields of a BMP that we need.
struct BmpHeader {
    Size size;
    bool topDown = false;
    int bits = 0;
    std::uint32_t compression = 0;   ///< 0 none, 1 RLE8, 2 RLE4, 3 and 6 bit masks
    std::uint64_t pixels = 0;        ///< offset of the picture
    std::uint64_t palette = 0;       ///< offset of the palette
    int paletteEntrySize = 4;        ///< 3 behind the header of OS/2
    std::uint32_t colours = 0;       ///< entries of the palette
    std::uint32_t masks[4] = {};     ///< red, green, blue, alpha; of 16 bits and more, those of the depth where the file has none
    std::uint64_t rowBytes() const { return (std::uint64_t(size.width) * std::uint64_t(bits) + 7) / 8; }
    std::uint64_t stride() const { return (rowBytes() + 3) / 4 * 4; }
};

/// Throws Error: ImageTruncated, ImageCorrupt, ImageUnsupported.
BmpHeader readBmpHeader(ByteView bytes);

/// What OpenCV reads otherwise than PIL: 16 bits a pixel (it shifts where PIL scales), bit masks (it passes over those of short headers),
/// and files of OS/2 (their colours become grey).
bool isReadByUs(const BmpHeader& header);

/// Such a BMP, its samples scaled to 0..255 as PIL does (v * 255 / 31). `info` comes from readInfo() of the same bytes.
/// Throws Error(ImageUnsupported) for a mask of more than 8 bits, one in pieces, and a colour without one.
Image decodeBmp(ByteView bytes, const FileInfo& info);

}  // namespace inference::imaging
