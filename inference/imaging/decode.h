#pragma once

#include "core/image.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

namespace inference::imaging {

/// Pictures above this many pixels are refused before anything of their size is allocated.
inline constexpr std::int64_t greatestPixelCount = 400'000'000;
/// So are those with a longer side: libpng neither reads nor writes them, and what resampling keeps grows with the longer side.
inline constexpr int greatestSide = 1'000'000;

struct DecodeOptions {
    bool applyOrientation = true;  ///< turn and mirror as EXIF says; `eval` reads the pixels as stored
};

/// What the header of a file says.
struct ImageHeader {
    Size size;             ///< as stored
    int orientation = 1;   ///< EXIF 1..8
    bool discrete = false; ///< palette or one bit
};

/// True for the endings that a folder is searched for: png jpg jpeg bmp tif tiff webp, any case.
bool hasImageExtension(const std::filesystem::path& path);

/// What the header says, without decoding. Reads the beginning of the file, and the rest only where it takes that: a TIFF's
/// directory may stand at the end, the orientation of a PNG or WebP behind the picture.
/// Throws Error: File*, Image*, OutOfMemory. Thread-safe.
ImageHeader readHeader(const std::filesystem::path& path);

/// PNG, JPEG, BMP, TIFF, WebP -> pixels, told apart by content, never by name. Non-ASCII paths work.
/// Palettes come back as RGB with `discrete` set. Transparency of a palette or a single transparent colour is dropped, as
/// PIL's convert("RGB") does; alpha channels stay. The first picture of several.
/// A file that ends early is refused (ImageTruncated), never half a picture.
/// Refused by the key of a feature (ImageUnsupported), some with a number N: cmyk, floating-point, signed, bits:N,
/// palette-bits:N, channels:N, tiff-colours:N, jpeg-bits:N, jpeg-components:N, os2-bmp, bmp-bit-masks, bmp-compression:N,
/// animated-webp, sample-format, file-size (2 GiB and more).
/// Throws Error: File*, Image*, OutOfMemory. Thread-safe. Sets OpenCV's log to silent; libpng and libjpeg may still write a
/// line about a damaged file to stderr.
Image decode(const std::filesystem::path& path, DecodeOptions options = {});

/// The same of a file that is in memory already. Its errors name no file.
Image decodeBytes(std::span<const std::uint8_t> file, DecodeOptions options = {});

/// The palette indices of a PNG with palette, 8-bit grey, as stored: the classes of a segmentation, which its colours need
/// not tell apart. Nothing for any other picture. Throws as decode().
std::optional<Image> decodeIndices(const std::filesystem::path& path);

/// A small picture for display, 8-bit RGB, oriented, the longer side at most `side` pixels (never enlarged). Uses the
/// JPEG decoder's own reduced sizes. Throws as decode(), and Error(BadInput) for a side below 1.
Image decodeThumbnail(const std::filesystem::path& path, int side);

}  // namespace inference::imaging
