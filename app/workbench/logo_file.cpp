#include "app/workbench/logo_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>

namespace app {
namespace {

constexpr qint64 mostBytes = 20'000'000;
constexpr qint64 mostPixels = 20'000'000;
constexpr int longestSide = 1600;

QString filled(const char* text, const QString& file)
{
    return QCoreApplication::translate("LogoFile", text).arg(QDir::toNativeSeparators(file));
}

}  // namespace

Logo readLogo(const QString& file)
{
    if (file.isEmpty())
        return {};
    const QFileInfo info(file);
    if (!info.exists())
        return {{}, filled(QT_TRANSLATE_NOOP("LogoFile", "The logo “%1” does not exist any more. Choose another file, or remove it."), file)};
    if (!info.isFile())  // a pipe would never end
        return {{}, filled(QT_TRANSLATE_NOOP("LogoFile", "The logo “%1” is no image file. Choose a PNG, JPEG, BMP or WebP image."), file)};
    if (info.size() > mostBytes)
        return {{}, filled(QT_TRANSLATE_NOOP("LogoFile", "The logo “%1” is larger than 20 MB. Choose a smaller image."), file)};
    QFile bytes(file);
    if (!bytes.open(QIODevice::ReadOnly))
        return {{}, filled(QT_TRANSLATE_NOOP("LogoFile", "The logo “%1” can't be read. Check its permissions."), file)};
    QImageReader reader(&bytes);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    // Those whose decoders read the bytes alone: an SVG may name other files.
    if (const QByteArray format = reader.format(); format != "png" && format != "jpeg" && format != "bmp" && format != "webp")
        return {{}, filled(QT_TRANSLATE_NOOP("LogoFile", "The logo “%1” is no image file. Choose a PNG, JPEG, BMP or WebP image."), file)};
    const QSize size = reader.size();
    if (size.isValid() && qint64(size.width()) * size.height() > mostPixels)
        return {{}, filled(QT_TRANSLATE_NOOP("LogoFile", "The logo “%1” has more than 20 megapixels. Choose a smaller image."), file)};
    QImage image = size.isValid() ? reader.read() : QImage();
    if (image.isNull())
        return {{}, filled(QT_TRANSLATE_NOOP("LogoFile", "The logo “%1” is damaged. Choose another file."), file)};
    if (image.width() > longestSide || image.height() > longestSide)
        image = image.scaled(longestSide, longestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return {image, {}};
}

}  // namespace app
