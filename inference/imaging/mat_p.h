#pragma once

#include "core/image.h"

#include <opencv2/core.hpp>

/// Private to imaging's .cpp files: OpenCV's view of our pixels, without a copy.
namespace inference::imaging {

inline int matTypeOf(const Image& image)
{
    return CV_MAKETYPE(image.bytesPerChannel == 2 ? CV_16U : CV_8U, image.channels);
}

inline cv::Mat matOf(Image& image) { return cv::Mat(image.height, image.width, matTypeOf(image), image.pixels.data()); }

/// Read only: OpenCV has no const matrix.
inline cv::Mat matOf(const Image& image)
{
    return cv::Mat(image.height, image.width, matTypeOf(image), const_cast<std::uint8_t*>(image.pixels.data()));
}

}  // namespace inference::imaging
