#pragma once

#include "core/anomaly_map.h"
#include "core/image.h"

#include <filesystem>

namespace inference::imaging {

/// Single-channel float32 TIFF of the map's own size, uncompressed. Throws Error(WriteFailed).
void writeMap(const std::filesystem::path& path, const AnomalyMap& map);

/// 8-bit image as PNG. Throws Error(WriteFailed).
void writePng(const std::filesystem::path& path, const Image& image);

}  // namespace inference::imaging
