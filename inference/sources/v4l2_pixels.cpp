#include "sources/v4l2_pixels.h"

#include "core/error.h"
#include "imaging/decode.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstring>

namespace inference::sources {
namespace {

struct Format {
    const char* name;
    int type;        ///< of OpenCV, of one pixel as it comes
    int conversion;  ///< to RGB; -1: none
    int rows;        ///< rows in memory for two of the picture
};

constexpr Format formats[] = {
    {"YUYV", CV_8UC2, cv::COLOR_YUV2RGB_YUYV, 2},
    {"UYVY", CV_8UC2, cv::COLOR_YUV2RGB_UYVY, 2},
    {"NV12", CV_8UC1, cv::COLOR_YUV2RGB_NV12, 3},
    {"RGB3", CV_8UC3, -1, 2},
    {"BGR3", CV_8UC3, cv::COLOR_BGR2RGB, 2},
    {"GREY", CV_8UC1, -1, 2},
    {"Y16 ", CV_16UC1, -1, 2},
};

void checkSize(std::int64_t width, std::int64_t height)
{
    if (width < 1 || height < 1)
        throw Error(ErrorCode::ImageTruncated);
    if (width > imaging::greatestPixelCount || width * height > imaging::greatestPixelCount)
        throw Error(ErrorCode::ImageTooLarge,
            {std::to_string(width), std::to_string(height), std::to_string(imaging::greatestPixelCount / 1'000'000)});
}

/// A copy, converted to RGB where `conversion` says how.
Image copied(const cv::Mat& from, int conversion)
{
    const bool colour = conversion >= 0 || from.channels() == 3;
    const int height = conversion == cv::COLOR_YUV2RGB_NV12 ? from.rows / 3 * 2 : from.rows;
    Image image = makeImage(from.cols, height, colour ? 3 : 1, from.depth() == CV_16U ? 2 : 1);
    cv::Mat to(height, from.cols, CV_MAKETYPE(from.depth(), colour ? 3 : 1), image.pixels.data());
    if (conversion >= 0)
        cv::cvtColor(from, to, conversion);
    else
        from.copyTo(to);
    return image;
}

Image imageOfJpeg(std::span<const std::uint8_t> bytes)
{
    // Drivers fill the buffer with zeros behind it.
    std::size_t end = bytes.size();
    while (end > 0 && bytes[end - 1] == 0)
        --end;
    if (end < 4 || bytes[end - 2] != 0xFF || bytes[end - 1] != 0xD9)
        throw Error(ErrorCode::ImageTruncated);
    try {
        const cv::Mat raw(
            1, int(std::min<std::size_t>(end, 1u << 30)), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
        const cv::Mat decoded = cv::imdecode(raw, cv::IMREAD_ANYCOLOR | cv::IMREAD_IGNORE_ORIENTATION);
        if (decoded.empty() || decoded.depth() != CV_8U)
            throw Error(ErrorCode::ImageCorrupt);
        checkSize(decoded.cols, decoded.rows);
        return copied(decoded, decoded.channels() == 3 ? int(cv::COLOR_BGR2RGB) : -1);
    } catch (const cv::Exception&) {
        throw Error(ErrorCode::ImageCorrupt);
    }
}

}  // namespace

const std::vector<std::string>& readV4l2Formats()
{
    static const std::vector<std::string> names {
        "MJPG", "JPEG", "YUYV", "UYVY", "NV12", "RGB3", "BGR3", "GREY", "Y16 "};
    return names;
}

std::string chosenV4l2Format(const std::string& wanted, const std::vector<std::string>& offered, const std::string& source)
{
    for (const std::string& name : readV4l2Formats())
        if ((wanted.empty() || wanted == name) && std::ranges::find(offered, name) != offered.end())
            return name;
    std::string names = wanted;
    for (const std::string& name : offered)
        if (wanted.empty())
            names += (names.empty() ? "" : ", ") + name;
    if (names.empty())
        throw Error(ErrorCode::SourceUnavailable, {source, "no-stream"});
    throw Error(ErrorCode::SourceUnsupported, {source, "pixel-format:" + names});
}

Image imageOfV4l2(const std::string& format, int width, int height, int stride, std::span<const std::uint8_t> bytes,
    const std::string& source)
{
    if (format == "MJPG" || format == "JPEG")
        return imageOfJpeg(bytes);
    const auto found = std::ranges::find_if(formats, [&](const Format& one) { return format == one.name; });
    if (found == std::end(formats))
        throw Error(ErrorCode::SourceUnsupported, {source, "pixel-format:" + format});
    checkSize(width, height);
    // Two pixels, or two rows, share their colour: what is odd isn't one of these pictures.
    const bool paired = found->conversion >= 0 && found->conversion != cv::COLOR_BGR2RGB;
    if ((paired && width % 2) || (found->rows == 3 && height % 2))
        throw Error(ErrorCode::ImageCorrupt);
    const std::size_t row = std::size_t(width) * CV_ELEM_SIZE(found->type);
    const std::size_t step = stride > 0 ? std::size_t(stride) : row;
    const int rows = found->rows == 3 ? height / 2 * 3 : height;
    if (step < row || bytes.size() < step * std::size_t(rows - 1) + row)
        throw Error(ErrorCode::ImageTruncated);
    const cv::Mat from(rows, width, found->type, const_cast<std::uint8_t*>(bytes.data()), step);
    return copied(from, found->conversion);
}

}  // namespace inference::sources
