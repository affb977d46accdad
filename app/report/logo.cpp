#include "app/report/logo.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/resample.h"

#include <QImageReader>

namespace app {
namespace {

constexpr std::int64_t mostPixels = 25'000'000;
constexpr QSize mostDots(1200, 240);  // 600 dots to the inch in the head of a page

/// Qt's own reader keeps transparency of every kind, which our decoder leaves out as the model does; null for what it can't read or has none.
QImage withTransparency(const std::filesystem::path& path)
{
    QImageReader reader(QString::fromStdString(path.string()));
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QImage image = reader.read();
    return image.hasAlphaChannel() ? image.convertToFormat(QImage::Format_ARGB32_Premultiplied) : QImage();
}

}  // namespace

QImage readLogo(const std::filesystem::path& path)
{
    const inference::imaging::ImageHeader header = inference::imaging::readHeader(path);
    if (std::int64_t(header.size.width) * header.size.height > mostPixels)
        throw inference::Error(inference::ErrorCode::ImageTooLarge,
                               {std::to_string(header.size.width), std::to_string(header.size.height), std::to_string(mostPixels / 1'000'000)}, path);
    QImage logo = withTransparency(path);
    if (logo.isNull()) {
        const inference::Image rgb = inference::imaging::toRgb8(inference::imaging::decode(path));
        logo = QImage(rgb.pixels.data(), rgb.width, rgb.height, qsizetype(rgb.stride()), QImage::Format_RGB888).convertToFormat(QImage::Format_RGB32);
    }
    if (logo.width() > mostDots.width() || logo.height() > mostDots.height())
        logo = logo.scaled(mostDots, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return logo;
}

}  // namespace app
