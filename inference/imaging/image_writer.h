#pragma once

#include "core/anomaly_map.h"
#include "core/image.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace inference::imaging {

/// 8- or 16-bit grey, RGB or RGBA as the bytes of a PNG, quickly rather than small. Lossless.
/// Pure; any thread. Throws Error(Internal, OutOfMemory), BadInput for any other image.
std::vector<std::uint8_t> encodePng(const Image& image);

/// Single-channel float32 TIFF of the map's own size, uncompressed. Pure; any thread. Throws Error(Internal, OutOfMemory), BadInput for an empty map.
std::vector<std::uint8_t> encodeMap(const AnomalyMap& map);

// Both write beside the target (<path>.part) and rename: nobody meets half a file, and a failure leaves the old one.
// WriteFailed is the disk's; a picture that its encoder refuses is Internal, one without memory OutOfMemory.

/// What encodeMap() makes. Throws Error(WriteFailed, Internal, OutOfMemory), BadInput for an empty map.
void writeMap(const std::filesystem::path& path, const AnomalyMap& map);

/// 8-bit grey, RGB or RGBA as PNG. Throws Error(WriteFailed, Internal, OutOfMemory), BadInput for any other image.
void writePng(const std::filesystem::path& path, const Image& image);

}  // namespace inference::imaging
