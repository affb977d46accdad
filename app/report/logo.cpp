#include "app/report/logo.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/resample.h"

namespace app {
namespace {

constexpr std::int64_t mostPixels = 25'000'000;
constexpr QSize mostDots(1200, 240);  // 600 dots to the inch in the head of a page

}  // namespace

QImage readLogo(const std::filesystem::path& path)
{
    const inference::imaging::ImageHeader header = inference::imaging::readHeader(path);
    if (std::int64_t(header.size.width) * header.size.height > mostPixels)
        throw inference::Error(inference::ErrorCode::ImageTooLarge,
                               {std::to_string(header.size.width), std::to_string(header.size.height), std::to_string(mostPixels / 1'000'000)}, path);
    const inference::Image image = inference::imaging::decode(path);
    QImage logo;
    if (image.channels == 4 && image.bytesPerChannel == 1) {
        logo = QImage(image.pixels.data(), image.width, image.height, qsizetype(image.stride()), QImage::Format_RGBA8888).copy();
    } else {
        const inference::Image rgb = inference::imaging::toRgb8(image);
        logo = QImage(rgb.pixels.data(), rgb.width, rgb.height, qsizetype(rgb.stride()), QImage::Format_RGB888).convertToFormat(QImage::Format_RGB32);
    }
    if (logo.width() > mostDots.width() || logo.height() > mostDots.height())
        logo = logo.scaled(mostDots, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return logo;
}

}  // namespace app
