#include "app/workbench/picture.h"

#include "core/error.h"

#include <cstring>
#include <utility>

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;
using inference::Image;

/// 16 -> 8 bits a sample.
Image narrowed(const Image& image)
{
    Image result = inference::makeImage(image.width, image.height, image.channels);
    const std::uint8_t* from = image.pixels.data();
    for (std::uint8_t& to : result.pixels) {
        std::uint16_t sample = 0;
        std::memcpy(&sample, from, sizeof(sample));
        from += sizeof(sample);
        to = std::uint8_t((sample + 128u) / 257u);
    }
    return result;
}

/// A new image of `format` with 32 bits a pixel; `colour` makes one of `channels` samples.
/// Not by QImage's conversion: that one hands great images to the threads that everybody shares and waits until they are free.
template <int channels, typename Colour>
QImage painted(const Image& image, QImage::Format format, Colour colour)
{
    QImage result(image.width, image.height, format);
    if (result.isNull())
        throw Error(ErrorCode::OutOfMemory);
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* from = image.row(y);
        auto* to = reinterpret_cast<QRgb*>(result.scanLine(y));
        for (int x = 0; x < image.width; ++x, from += channels)
            to[x] = colour(from);
    }
    return result;
}

/// Any 8-bit image with 32 bits a pixel.
QImage painted(const Image& image)
{
    using Sample = const std::uint8_t*;
    switch (image.channels) {
    case 1: return painted<1>(image, QImage::Format_RGB32, [](Sample s) { return qRgb(s[0], s[0], s[0]); });
    case 2:
        return painted<2>(image, QImage::Format_ARGB32_Premultiplied,
            [](Sample s) { return qPremultiply(qRgba(s[0], s[0], s[0], s[1])); });
    case 3: return painted<3>(image, QImage::Format_RGB32, [](Sample s) { return qRgb(s[0], s[1], s[2]); });
    default:
        return painted<4>(image, QImage::Format_ARGB32_Premultiplied,
            [](Sample s) { return qPremultiply(qRgba(s[0], s[1], s[2], s[3])); });
    }
}

/// The pixels themselves as a QImage that frees them when its last copy goes.
QImage takenOver(Image&& image, QImage::Format format)
{
    const int width = image.width;
    const int height = image.height;
    const auto stride = qsizetype(image.stride());
    auto pixels = std::make_unique<std::vector<std::uint8_t>>(std::move(image.pixels));
    const auto free = [](void* buffer) { delete static_cast<std::vector<std::uint8_t>*>(buffer); };
    QImage result(pixels->data(), width, height, stride, format, free, pixels.get());
    if (result.isNull())
        throw Error(ErrorCode::OutOfMemory);
    static_cast<void>(pixels.release());
    return result;
}

bool isWellFormed(const Image& image)
{
    return image.width > 0 && image.height > 0 && image.channels >= 1 && image.channels <= 4
        && (image.bytesPerChannel == 1 || image.bytesPerChannel == 2)
        && image.pixels.size() == image.stride() * std::size_t(image.height);
}

Image checked(Image image)
{
    if (!isWellFormed(image))
        throw Error(ErrorCode::BadInput, {"image"});
    if (image.bytesPerChannel == 2)
        return narrowed(image);
    return image;
}

}  // namespace

Picture makePicture(Image image)
{
    Picture picture {{}, image.size(), image.bytesPerChannel * 8};
    image = checked(std::move(image));
    if (image.channels == 1)
        picture.image = takenOver(std::move(image), QImage::Format_Grayscale8);
    else if (image.channels == 3 && qint64(image.width) * image.height > greatestRgb32)
        picture.image = takenOver(std::move(image), QImage::Format_RGB888);
    else
        picture.image = painted(image);
    return picture;
}

QImage makeThumbnail(Image image)
{
    return painted(checked(std::move(image)));
}

}  // namespace app
