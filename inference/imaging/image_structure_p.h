#pragma once

#include "core/geometry.h"
#include "imaging/byte_view_p.h"

#include <vector>

namespace inference::imaging {

enum class FileFormat { Png, Jpeg, Bmp, Tiff, Webp };

/// What we read from a file's header ourselves, before a decoder sees it.
struct FileInfo {
    FileFormat format = FileFormat::Png;
    Size size;
    int orientation = 1;    ///< EXIF 1..8
    int channels = 3;       ///< of the Image that decode() returns
    bool discrete = false;  ///< what PIL opens as mode P or 1
};

/// Told by content. Throws Error(ImageUnknownFormat).
FileFormat formatOf(ByteView bytes);

/// Header of any of the formats. `bytes` may be the beginning of a file: ImageTruncated means that more is needed.
/// Throws Error: ImageUnknownFormat, ImageTruncated, ImageCorrupt, ImageUnsupported, ImageTooLarge.
FileInfo readInfo(ByteView bytes);

/// Throws Error: ImageTooLarge above greatestPixelCount or greatestSide, ImageCorrupt for a size without pixels.
void requireAcceptable(Size size);

/// Walks the whole file as its format lays it out, without decoding. Throws Error: ImageTruncated, ImageCorrupt.
void checkComplete(ByteView bytes, const FileInfo& info);

// One pair for each format; the two above choose and add the checks that are common to all.
FileInfo readPngInfo(ByteView bytes);
FileInfo readJpegInfo(ByteView bytes);
FileInfo readBmpInfo(ByteView bytes);
FileInfo readTiffInfo(ByteView bytes);
FileInfo readWebpInfo(ByteView bytes);
void checkPng(ByteView bytes);
void checkJpeg(ByteView bytes);
void checkBmp(ByteView bytes);
void checkTiff(ByteView bytes);
void checkWebp(ByteView bytes);

/// Bits of the palette indices of a PNG that was checked: 1, 2, 4 or 8; 0 when it has no palette.
int pngPaletteBits(ByteView bytes);
/// A PNG with palette as one without: its indices are the samples of a grey picture of the same depth.
std::vector<std::uint8_t> pngPaletteAsGrey(ByteView bytes);

}  // namespace inference::imaging
