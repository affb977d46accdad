#include "sources/mat_p.h"

#include "core/error.h"
#include "imaging/decode.h"

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>

namespace inference::sources {

Image imageOf(const cv::Mat& picture, const std::string& name)
{
    const int type = picture.type();
    if (picture.empty() || picture.dims != 2 || (type != CV_8UC1 && type != CV_8UC3 && type != CV_16UC1))
        throw Error(ErrorCode::SourceUnsupported, {name, "pixel-format:" + cv::typeToString(type)});
    if (std::int64_t(picture.cols) * picture.rows > imaging::greatestPixelCount)
        throw Error(ErrorCode::ImageTooLarge,
            {std::to_string(picture.cols), std::to_string(picture.rows), std::to_string(imaging::greatestPixelCount / 1'000'000)});
    Image image = makeImage(picture.cols, picture.rows, picture.channels(), type == CV_16UC1 ? 2 : 1);
    cv::Mat target(image.height, image.width, type, image.pixels.data());
    if (type == CV_8UC3)
        cv::cvtColor(picture, target, cv::COLOR_BGR2RGB);
    else
        picture.copyTo(target);
    return image;
}

void quietOpenCv()
{
    static const bool quiet = (cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT), true);
    static_cast<void>(quiet);
}

}  // namespace inference::sources
