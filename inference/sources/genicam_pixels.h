#pragma once

#include "core/image.h"

#include <cstdint>
#include <span>
#include <string>

namespace inference::sources {

/// True for the pixel formats of GenICam (names of its Pixel Format Naming Convention) that are read: Mono8, Mono10, Mono12, Mono14, Mono16,
/// RGB8, BGR8 and the four of BayerXX8. Packed ones are not; a camera that has them has an unpacked one besides.
bool isReadPixelFormat(const std::string& name);

/// Pixels as a camera sends them, little-endian, `padding` bytes behind each row: 8-bit grey, 16-bit grey (10, 12 and 14 bits spread over
/// the whole range, so that white is 65535), 8-bit RGB (BayerXX8 interpolated bilinearly). `code` is the 32-bit value of the convention.
/// Pure; any thread. Throws Error(SourceUnsupported{source, "pixel-format:0x..."}), Error(ImageTooLarge), Error(ImageTruncated) for too few bytes.
Image imageOfGenicam(std::uint32_t code, int width, int height, int padding, std::span<const std::uint8_t> bytes, const std::string& source);

}  // namespace inference::sources
