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

/// Grey + alpha has no format in Qt.
QImage greyAlpha(const Image& image)
{
    QImage result(image.width, image.height, QImage::Format_ARGB32_Premultiplied);
    if (result.isNull())
        throw Error(ErrorCode::OutOfMemory);
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* from = image.row(y);
        auto* to = reinterpret_cast<QRgb*>(result.scanLine(y));
        for (int x = 0; x < image.width; ++x, from += 2)
            to[x] = qPremultiply(qRgba(from[0], from[0], from[0], from[1]));
    }
    return result;
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

QImage converted(QImage&& image, QImage::Format format)
{
    QImage result = std::move(image).convertToFormat(format);
    if (result.isNull())
        throw Error(ErrorCode::OutOfMemory);
    return result;
}

bool isWellFormed(const Image& image)
{
    return image.width > 0 && image.height > 0 && image.channels >= 1 && image.channels <= 4
        && (image.bytesPerChannel == 1 || image.bytesPerChannel == 2)
        && image.pixels.size() == image.stride() * std::size_t(image.height);
}

}  // namespace

Picture makePicture(Image image)
{
    if (!isWellFormed(image))
        throw Error(ErrorCode::BadInput, {"image"});
    Picture picture {{}, image.size(), image.bytesPerChannel * 8};
    if (image.bytesPerChannel == 2)
        image = narrowed(image);
    const bool great = qint64(image.width) * image.height > greatestRgb32;
    switch (image.channels) {
    case 1: picture.image = takenOver(std::move(image), QImage::Format_Grayscale8); break;
    case 2: picture.image = greyAlpha(image); break;
    case 3: picture.image = takenOver(std::move(image), QImage::Format_RGB888); break;
    default:
        picture.image = converted(takenOver(std::move(image), QImage::Format_RGBA8888), QImage::Format_ARGB32_Premultiplied);
    }
    if (picture.image.format() == QImage::Format_RGB888 && !great)
        picture.image = converted(std::move(picture.image), QImage::Format_RGB32);
    return picture;
}

QImage makeThumbnail(Image image)
{
    QImage result = makePicture(std::move(image)).image;
    if (result.format() == QImage::Format_ARGB32_Premultiplied || result.format() == QImage::Format_RGB32)
        return result;
    return converted(std::move(result), QImage::Format_RGB32);
}

}  // namespace app
