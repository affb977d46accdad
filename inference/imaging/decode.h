#pragma once

#include "core/image.h"

#include <filesystem>

namespace inference::imaging {

/// Pictures above this many pixels are refused before anything of their size is allocated.
inline constexpr std::int64_t greatestPixelCount = 400'000'000;

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

/// Reads the header only. Throws Error: File*, ImageUnknownFormat, ImageCorrupt, ImageTooLarge.
ImageHeader readHeader(const std::filesystem::path& path);

/// PNG, JPEG, BMP, TIFF, WebP -> pixels, told apart by content, never by name. Non-ASCII paths work.
/// Palettes come back as RGB with `discrete` set. Transparency of a palette or a single transparent colour is dropped, as
/// PIL's convert("RGB") does. A file that ends early is refused (ImageTruncated), never half a picture.
/// Throws Error: File*, Image*, OutOfMemory. Thread-safe.
Image decode(const std::filesystem::path& path, DecodeOptions options = {});

/// A small picture for display, 8-bit RGB, oriented, the longer side at most `side` pixels (never enlarged). Uses the
/// decoder's own reduced sizes where there are some. Throws as decode().
Image decodeThumbnail(const std::filesystem::path& path, int side);

}  // namespace inference::imaging
