#pragma once

#include <QRgb>

#include <cstdint>

/// Arithmetic on the four 8-bit channels of a pixel at once, each in its own 16 bits of a word.
namespace widgets::pixels {

constexpr std::uint64_t lanes = 0x00ff00ff00ff00ffULL;

constexpr std::uint64_t spread(QRgb pixel)
{
    const std::uint64_t wide = pixel;
    return (wide | wide << 24) & lanes;
}

constexpr QRgb packed(std::uint64_t spreaded)
{
    return QRgb(spreaded | spreaded >> 24);
}

/// (a * (256 - weight) + b * weight) / 256 per channel; `weight` 0..256.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint32_t weight)
{
    return ((a * (256 - weight) + b * weight) >> 8) & lanes;
}

/// A premultiplied pixel over an opaque one.
constexpr QRgb over(QRgb top, QRgb bottom)
{
    const std::uint32_t rest = 255u - (top >> 24);
    const std::uint64_t scaled = spread(bottom) * (rest + (rest >> 7));
    return (top + packed((scaled >> 8) & lanes)) | 0xff000000u;
}

}  // namespace widgets::pixels
