#pragma once

#include "core/image.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

/// Pictures that carry a number from 0 to 65535 as a bar code, sixteen grey squares in a row, which lossy compression leaves readable.
namespace numbered {

inline cv::Mat picture(int number, int width = 320, int height = 64)
{
    cv::Mat drawn(height, width, CV_8UC3, cv::Scalar(90, 120, 150));
    for (int bit = 0; bit < 16; ++bit) {
        const int grey = (number >> bit) & 1 ? 215 : 40;
        cv::rectangle(
            drawn, cv::Rect(bit * width / 16, 0, width / 16, height), cv::Scalar(grey, grey, grey), cv::FILLED);
    }
    return drawn;
}

inline int numberOf(const inference::Image& image)
{
    int number = 0;
    for (int bit = 0; bit < 16; ++bit) {
        const int x = (2 * bit + 1) * image.width / 32;
        number |= (image.row(image.height / 2)[x * image.channels] > 127) << bit;
    }
    return number;
}

}  // namespace numbered
