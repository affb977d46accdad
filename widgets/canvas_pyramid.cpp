#include "widgets/canvas_pyramid.h"

#include "widgets/canvas_pixels.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr int smallestSide = 64;

constexpr qint64 previewPixels = 500'000;

bool isSampleable(const QImage& picture)
{
    const QImage::Format format = picture.format();
    return format == QImage::Format_Grayscale8 || format == QImage::Format_RGB888 || format == QImage::Format_RGB32;
}

/// The picture in a format that is sampled directly.
QImage sampleable(const QImage& picture)
{
    switch (picture.format()) {
    case QImage::Format_Grayscale16:
    case QImage::Format_Mono:
    case QImage::Format_MonoLSB: return picture.convertToFormat(QImage::Format_Grayscale8);
    default: break;
    }
    if (!picture.hasAlphaChannel())
        return picture.convertToFormat(picture.allGray() ? QImage::Format_Grayscale8 : QImage::Format_RGB32);
    QImage flat(picture.size(), QImage::Format_RGB32);
    flat.fill(QColor(128, 128, 128));
    QPainter(&flat).drawImage(0, 0, picture);
    return flat;
}

/// Mean of channel `c` over the pixels `left` and `right` of two rows.
template<int Channels> int mean(const uchar* upper, const uchar* lower, int left, int right, int c)
{
    left = left * Channels + c;
    right = right * Channels + c;
    return (upper[left] + upper[right] + lower[left] + lower[right] + 2) >> 2;
}

struct HalveGrey {
    using Out = uchar;
    static Out pixel(const uchar* upper, const uchar* lower, int left, int right) { return Out(mean<1>(upper, lower, left, right, 0)); }
};

struct HalveRgb24 {
    using Out = QRgb;
    static Out pixel(const uchar* upper, const uchar* lower, int left, int right)
    {
        return qRgb(mean<3>(upper, lower, left, right, 0), mean<3>(upper, lower, left, right, 1), mean<3>(upper, lower, left, right, 2));
    }
};

struct HalveRgb32 {
    using Out = QRgb;
    static Out pixel(const uchar* upper, const uchar* lower, int left, int right)
    {
        const auto sum = [&](const uchar* row) {
            const auto* pixels = reinterpret_cast<const QRgb*>(row);
            return pixels::spread(pixels[left]) + pixels::spread(pixels[right]);
        };
        return pixels::packed(((sum(upper) + sum(lower) + pixels::lanes / 255 * 2) >> 2) & pixels::lanes) | 0xff000000u;
    }
};

/// One row of means of 2 x 2 pixels; the last column counts twice where the width is odd.
template<class Halve> void halveRow(const uchar* upper, const uchar* lower, uchar* out, int width)
{
    auto* target = reinterpret_cast<typename Halve::Out*>(out);
    for (int x = 0; x < width / 2; ++x)
        target[x] = Halve::pixel(upper, lower, 2 * x, 2 * x + 1);
    if (width % 2 != 0)
        target[width / 2] = Halve::pixel(upper, lower, width - 1, width - 1);
}

QImage halved(const QImage& from, const std::stop_token& stop)
{
    const bool grey = from.format() == QImage::Format_Grayscale8;
    QImage half((from.width() + 1) / 2, (from.height() + 1) / 2, grey ? QImage::Format_Grayscale8 : QImage::Format_RGB32);
    for (int y = 0; y < half.height() && !stop.stop_requested(); ++y) {
        const uchar* upper = from.constScanLine(2 * y);
        const uchar* lower = from.constScanLine(std::min(2 * y + 1, from.height() - 1));
        switch (from.format()) {
        case QImage::Format_Grayscale8: halveRow<HalveGrey>(upper, lower, half.scanLine(y), from.width()); break;
        case QImage::Format_RGB888: halveRow<HalveRgb24>(upper, lower, half.scanLine(y), from.width()); break;
        default: halveRow<HalveRgb32>(upper, lower, half.scanLine(y), from.width()); break;
        }
    }
    return half;
}

QImage everyNth(const QImage& picture, int exponent)
{
    const int step = 1 << exponent;
    QImage few((picture.width() + step - 1) >> exponent, (picture.height() + step - 1) >> exponent, QImage::Format_ARGB32);
    for (int y = 0; y < few.height(); ++y) {
        auto* out = reinterpret_cast<QRgb*>(few.scanLine(y));
        const int from = std::min((y << exponent) + step / 2, picture.height() - 1);
        for (int x = 0; x < few.width(); ++x)
            out[x] = picture.pixel(std::min((x << exponent) + step / 2, picture.width() - 1), from);
    }
    return picture.hasAlphaChannel() ? sampleable(few) : few.convertToFormat(QImage::Format_RGB32);
}

}  // namespace

CanvasPyramid::CanvasPyramid(const QImage& picture, const QImage& values)
    : m_size(picture.size())
    , m_values(values.size() == picture.size() ? values : picture)
{
}

std::shared_ptr<const CanvasPyramid> CanvasPyramid::preview(const QImage& picture, const QImage& values)
{
    if (picture.isNull())
        return nullptr;
    const std::shared_ptr<CanvasPyramid> pyramid(new CanvasPyramid(picture, values));
    if (isSampleable(picture))
        pyramid->m_levels.push_back({0, picture});
    int exponent = 1;
    while ((qint64(picture.width()) >> exponent) * (qint64(picture.height()) >> exponent) > previewPixels)
        ++exponent;
    pyramid->m_levels.push_back({exponent, everyNth(picture, exponent)});
    return pyramid;
}

std::shared_ptr<const CanvasPyramid> CanvasPyramid::build(const QImage& picture, const QImage& values, const std::stop_token& stop)
{
    if (picture.isNull())
        return nullptr;
    const std::shared_ptr<CanvasPyramid> pyramid(new CanvasPyramid(picture, values));
    auto& levels = pyramid->m_levels;
    levels.push_back({0, isSampleable(picture) ? picture : sampleable(picture)});
    while (std::max(levels.back().image.width(), levels.back().image.height()) > smallestSide && !stop.stop_requested()) {
        QImage half = halved(levels.back().image, stop);
        levels.push_back({levels.back().exponent + 1, std::move(half)});
    }
    if (stop.stop_requested())
        return nullptr;
    return pyramid;
}

const CanvasPyramid::Level& CanvasPyramid::levelFor(double zoom) const
{
    const int wanted = zoom >= 1 ? 0 : int(std::floor(-std::log2(zoom) + 1e-9));
    for (const Level& level : m_levels)
        if (level.exponent >= wanted)
            return level;
    return m_levels.back();
}

}  // namespace widgets
