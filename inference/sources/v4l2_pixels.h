#pragma once

#include "core/image.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace inference::sources {

/// The pixel formats of V4L2 that are read, the most wanted first: MJPG, JPEG, YUYV, UYVY, NV12, RGB3, BGR3, GREY, Y16.
const std::vector<std::string>& readV4l2Formats();

/// The form in which a camera is asked for its pictures: `wanted`, or else the first of the above that it offers.
/// Throws Error(SourceUnsupported{source, "pixel-format:..."}) that names what was wanted, or else all that it offers;
/// Error(SourceUnavailable{source, "no-stream"}) when that is nothing. Pure; any thread.
std::string chosenV4l2Format(const std::string& wanted, const std::vector<std::string>& offered, const std::string& source);

/// Pixels as a camera sends them: 8-bit RGB (YUV by Rec. 601, television range), 8- or 16-bit grey. `stride` is the number of bytes of a row,
/// of the first plane; 0: rows without padding. Of a JPEG the size is its own. Pure; any thread.
/// Throws Error(SourceUnsupported{source, "pixel-format:..."}), Error(ImageTooLarge), Error(ImageTruncated) for too few bytes and a JPEG
/// without its end, Error(ImageCorrupt).
Image imageOfV4l2(const std::string& format, int width, int height, int stride, std::span<const std::uint8_t> bytes, const std::string& source);

}  // namespace inference::sources
