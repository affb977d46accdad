#include "sources/genicam_pixels.h"

#include "core/error.h"
#include "imaging/decode.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace inference::sources {
namespace {

struct Format {
    std::uint32_t code;
    std::string_view name;
    int channels;    ///< as they come
    int bits;        ///< of a sample
    int conversion;  ///< of OpenCV, to RGB; -1: none
};

constexpr std::array<Format, 11> formats {{
    {0x01080001, "Mono8", 1, 8, -1},
    {0x01100003, "Mono10", 1, 10, -1},
    {0x01100005, "Mono12", 1, 12, -1},
    {0x01100025, "Mono14", 1, 14, -1},
    {0x01100007, "Mono16", 1, 16, -1},
    {0x02180014, "RGB8", 3, 8, -1},
    {0x02180015, "BGR8", 3, 8, cv::COLOR_BGR2RGB},
    {0x01080008, "BayerGR8", 1, 8, cv::COLOR_BayerGRBG2RGB},
    {0x01080009, "BayerRG8", 1, 8, cv::COLOR_BayerRGGB2RGB},
    {0x0108000A, "BayerGB8", 1, 8, cv::COLOR_BayerGBRG2RGB},
    {0x0108000B, "BayerBG8", 1, 8, cv::COLOR_BayerBGGR2RGB},
}};

std::string inHex(std::uint32_t code)
{
    char text[16];
    std::snprintf(text, sizeof text, "0x%08x", code);
    return text;
}

/// 10, 12 or 14 bits to 16: the highest bits again below, so that all ones stay all ones.
void spread(Image& image, int bits)
{
    for (std::size_t i = 0; i + 1 < image.pixels.size(); i += 2) {
        const int stored = (image.pixels[i] | image.pixels[i + 1] << 8) & ((1 << bits) - 1);
        const auto value = std::uint16_t(stored << (16 - bits) | stored >> (2 * bits - 16));
        std::memcpy(&image.pixels[i], &value, 2);
    }
}

}  // namespace

bool isReadPixelFormat(const std::string& name)
{
    return std::ranges::any_of(formats, [&](const Format& format) { return format.name == name; });
}

Image imageOfGenicam(std::uint32_t code, int width, int height, int padding, std::span<const std::uint8_t> bytes,
    const std::string& source)
{
    const auto format = std::ranges::find(formats, code, &Format::code);
    if (format == formats.end())
        throw Error(ErrorCode::SourceUnsupported, {source, "pixel-format:" + inHex(code)});
    if (width < 1 || height < 1 || padding < 0)
        throw Error(ErrorCode::ImageTruncated);
    if (std::int64_t(width) * height > imaging::greatestPixelCount)
        throw Error(ErrorCode::ImageTooLarge,
            {std::to_string(width), std::to_string(height), std::to_string(imaging::greatestPixelCount / 1'000'000)});
    Image image = makeImage(width, height, format->channels, format->bits > 8 ? 2 : 1);
    const std::size_t stride = image.stride() + std::size_t(padding);
    if (bytes.size() < stride * std::size_t(height - 1) + image.stride())
        throw Error(ErrorCode::ImageTruncated);
    for (int y = 0; y < height; ++y)
        std::memcpy(image.row(y), bytes.data() + stride * std::size_t(y), image.stride());
    if (format->bits > 8)
        spread(image, format->bits);
    // OpenCV interpolates from 3 x 3 neighbours.
    const bool bayer = format->conversion >= 0 && format->channels == 1;
    if (format->conversion < 0 || (bayer && (width < 3 || height < 3)))
        return image;
    Image colours = makeImage(width, height, 3);
    const cv::Mat from(height, width, CV_8UC(format->channels), image.pixels.data());
    cv::Mat to(height, width, CV_8UC3, colours.pixels.data());
    cv::cvtColor(from, to, format->conversion);
    return colours;
}

}  // namespace inference::sources
