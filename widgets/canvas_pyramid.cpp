#include "widgets/canvas_pyramid.h"

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

/// Mean of 2 x 2 pixels; the last column and row count twice where the size is odd.
void halveRow(const uchar* upper, const uchar* lower, uchar* out, int from, int to, int channels)
{
    const auto average = [channels](const uchar* a, const uchar* b, int left, int right, uchar* target) {
        for (int c = 0; c < channels; ++c)
            target[c] = uchar((a[left + c] + a[right + c] + b[left + c] + b[right + c] + 2) >> 2);
    };
    const int pairs = from / 2;
    for (int x = 0; x < pairs; ++x)
        average(upper, lower, 2 * x * channels, (2 * x + 1) * channels, out + x * channels);
    if (pairs < to)
        average(upper, lower, (from - 1) * channels, (from - 1) * channels, out + pairs * channels);
}

QImage halved(const QImage& from, const std::stop_token& stop)
{
    QImage half((from.width() + 1) / 2, (from.height() + 1) / 2, from.format());
    const int channels = from.depth() / 8;
    for (int y = 0; y < half.height() && !stop.stop_requested(); ++y) {
        const uchar* upper = from.constScanLine(2 * y);
        const uchar* lower = from.constScanLine(std::min(2 * y + 1, from.height() - 1));
        uchar* out = half.scanLine(y);
        switch (channels) {  // constants let the compiler unroll
        case 1: halveRow(upper, lower, out, from.width(), half.width(), 1); break;
        case 3: halveRow(upper, lower, out, from.width(), half.width(), 3); break;
        default: halveRow(upper, lower, out, from.width(), half.width(), 4); break;
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
