#pragma once

#include "core/image.h"

#include <opencv2/core.hpp>

/// Private to the .cpp files of sources: what OpenCV gives, as our pixels.
namespace inference::sources {

/// A copy of 8-bit BGR or grey, or 16-bit grey: RGB or grey. Throws Error(SourceUnsupported) for anything else and Error(ImageTooLarge)
/// above imaging::greatestPixelCount; `name` says whose picture it is.
Image imageOf(const cv::Mat& picture, const std::string& name);

/// OpenCV's log is silent from here on: it would write addresses to stderr. Any thread.
void quietOpenCv();

}  // namespace inference::sources
