#pragma once

#include "core/image.h"

#include <QImage>

#include <memory>

namespace app {

/// One image file as the window paints it.
struct Picture {
    /// Grayscale8, RGB32 or ARGB32_Premultiplied: what painting is fastest with; RGB888 above `greatestRgb32`.
    QImage image;
    inference::Size size;    ///< of the oriented image, in pixels; that of `image`
    int bitsPerChannel = 8;  ///< of the file's samples, 8 or 16; `image` has 8

    qint64 bytes() const { return image.sizeInBytes(); }
};

/// Pixels above which RGB stays as decoded: painting is slower then, but a second buffer of gigabytes is not needed.
inline constexpr qint64 greatestRgb32 = 100'000'000;

/// Decoded pixels -> picture. 16-bit samples are divided by 257 and rounded to nearest, as everywhere. Grey and great RGB
/// pictures take over the buffer without a copy. Pure; any thread.
/// Throws inference::Error: BadInput for an empty image or one of no known form, OutOfMemory.
Picture makePicture(inference::Image image);

/// The same for small pictures that are painted often: always RGB32 or ARGB32_Premultiplied.
QImage makeThumbnail(inference::Image image);

}  // namespace app
