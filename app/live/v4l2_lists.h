#pragma once

#include "sources/v4l2.h"

namespace app {

/// What a V4L2 camera can be set to, each list depending on what was chosen before. Pure; any thread.

/// The format that is taken when none is chosen; empty: it has none.
std::string firstFormat(const inference::sources::V4l2Device& device);
/// In the camera's order, each once.
std::vector<std::string> formatsOf(const inference::sources::V4l2Device& device);
/// Of a format (empty: the first one), the largest first, each once.
std::vector<inference::Size> sizesOf(const inference::sources::V4l2Device& device, const std::string& format);
/// Of a format and a size (0 x 0: of all its sizes), pictures per second, the fastest first, each once.
std::vector<double> ratesOf(const inference::sources::V4l2Device& device, const std::string& format, inference::Size size);

}  // namespace app
