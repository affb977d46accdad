#include "widgets/canvas_sampling.h"

#include "widgets/canvas_pixels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>

namespace widgets {
namespace {

struct Grey {
    static constexpr int bytes = 1;
    static QRgb at(const uchar* line, int x) { return 0xff000000u | line[x] * 0x010101u; }
};

struct Rgb24 {
    static constexpr int bytes = 3;
    static QRgb at(const uchar* line, int x) { return qRgb(line[3 * x], line[3 * x + 1], line[3 * x + 2]); }
};

struct Rgb32 {
    static constexpr int bytes = 4;
    static QRgb at(const uchar* line, int x) { return reinterpret_cast<const QRgb*>(line)[x] | 0xff000000u; }
};

template<class Format> void nearestRow(const uchar* line, const std::vector<int>& index, QRgb* out)
{
    for (std::size_t i = 0; i < index.size(); ++i)
        out[i] = Format::at(line, index[i]);
}

/// Between two pixels of a line.
template<class Format> QRgb across(const uchar* line, int x, std::uint32_t weight)
{
    return pixels::packed(pixels::mix(pixels::spread(Format::at(line, x)), pixels::spread(Format::at(line, x + 1)), weight));
}

template<> QRgb across<Grey>(const uchar* line, int x, std::uint32_t weight)
{
    return 0xff000000u | ((line[x] * (256 - weight) + line[x + 1] * weight) >> 8) * 0x010101u;
}

/// (a * (256 - weight) + b * weight) / 256 for each byte, eight at a time.
void mixBytes(const uchar* a, const uchar* b, uchar* out, int count, std::uint32_t weight)
{
    int i = 0;
    for (; i + 8 <= count; i += 8) {
        std::uint64_t upper = 0;
        std::uint64_t lower = 0;
        std::memcpy(&upper, a + i, 8);
        std::memcpy(&lower, b + i, 8);
        const std::uint64_t even = pixels::mix(upper & pixels::lanes, lower & pixels::lanes, weight);
        const std::uint64_t odd = pixels::mix(upper >> 8 & pixels::lanes, lower >> 8 & pixels::lanes, weight);
        const std::uint64_t both = even | odd << 8;
        std::memcpy(out + i, &both, 8);
    }
    for (; i < count; ++i)
        out[i] = uchar((a[i] * (256 - weight) + b[i] * weight) >> 8);
}

/// Between two lines for the columns in sight, then between neighbours of that.
template<class Format>
void bilinearRow(const uchar* upper, const uchar* lower, std::uint16_t down, int width, const std::vector<int>& index,
                 const std::vector<std::uint16_t>& weight, QRgb* out)
{
    const int from = index.front();
    const int bytes = (std::min(index.back() + 2, width) - from) * Format::bytes;
    thread_local std::vector<uchar> between;
    between.resize(std::size_t(bytes + Format::bytes));
    mixBytes(upper + from * Format::bytes, lower + from * Format::bytes, between.data(), bytes, down);
    std::copy_n(between.data() + bytes - Format::bytes, Format::bytes, between.data() + bytes);  // the last pixel's neighbour
    const uchar* line = between.data();
    for (std::size_t i = 0; i < index.size(); ++i)
        out[i] = across<Format>(line, index[i] - from, weight[i]);
}

/// A place between pixel centres as the first of two pixels and the second one's weight, 0..256.
std::pair<int, std::uint16_t> split(double place, int size)
{
    const double at = std::clamp(place - 0.5, 0.0, size - 1.0);
    const int first = int(at);
    return {first, std::uint16_t(std::lround((at - first) * 256))};
}

}  // namespace

PictureSampler::PictureSampler(const CanvasPyramid& pyramid, const ViewTransform& view, int left, int count)
    : m_level(pyramid.levelFor(view.zoom()))
    , m_origin(view.deviceOrigin())
    , m_step(1 / std::ldexp(view.zoom(), m_level.exponent))
    , m_nearest(m_step == 1 || (view.zoom() >= 2 && m_level.exponent == 0))
{
    m_index.resize(std::size_t(count));
    m_weight.resize(m_nearest ? 0 : std::size_t(count));
    for (int i = 0; i < count; ++i) {
        const double place = levelPlace(left + i, m_origin.x());
        if (m_nearest)
            m_index[std::size_t(i)] = std::clamp(int(place), 0, m_level.image.width() - 1);
        else
            std::tie(m_index[std::size_t(i)], m_weight[std::size_t(i)]) = split(place, m_level.image.width());
    }
}

void PictureSampler::paintRow(int y, QRgb* out) const
{
    if (m_index.empty())
        return;
    const QImage& image = m_level.image;
    const double place = levelPlace(y, m_origin.y());
    if (m_nearest) {
        const uchar* line = image.constScanLine(std::clamp(int(place), 0, image.height() - 1));
        switch (image.format()) {
        case QImage::Format_Grayscale8: return nearestRow<Grey>(line, m_index, out);
        case QImage::Format_RGB888: return nearestRow<Rgb24>(line, m_index, out);
        default: return nearestRow<Rgb32>(line, m_index, out);
        }
    }
    const auto [first, down] = split(place, image.height());
    const uchar* upper = image.constScanLine(first);
    const uchar* lower = image.constScanLine(std::min(first + 1, image.height() - 1));
    switch (image.format()) {
    case QImage::Format_Grayscale8: return bilinearRow<Grey>(upper, lower, down, image.width(), m_index, m_weight, out);
    case QImage::Format_RGB888: return bilinearRow<Rgb24>(upper, lower, down, image.width(), m_index, m_weight, out);
    default: return bilinearRow<Rgb32>(upper, lower, down, image.width(), m_index, m_weight, out);
    }
}

}  // namespace widgets
