#include "sources/picture_health.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace inference::sources {
namespace {

/// FNV-1a over words of eight bytes.
std::uint64_t hashOf(const Image& image)
{
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * prime;
        hash ^= hash >> 32;  // high bits of a word reach the low ones of the hash
    };
    mix(std::uint64_t(image.width) << 32 | std::uint32_t(image.height));
    mix(std::uint64_t(image.channels) << 8 | std::uint64_t(image.bytesPerChannel));
    const std::uint8_t* bytes = image.pixels.data();
    std::size_t left = image.pixels.size();
    for (; left >= 8; bytes += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, 8);
        mix(word);
    }
    std::uint64_t last = 0;
    std::memcpy(&last, bytes, left);
    mix(last);
    return hash;
}

template <typename Sample> double greyOf(const std::uint8_t* row, int x, int channels)
{
    Sample samples[4] = {};
    std::memcpy(samples, row + std::size_t(x) * channels * sizeof(Sample), channels * sizeof(Sample));
    const double scale = sizeof(Sample) == 2 ? 1.0 / 257 : 1;
    const double grey = channels < 3 ? samples[0] : 0.299 * samples[0] + 0.587 * samples[1] + 0.114 * samples[2];
    return grey * scale;
}

struct Grey {
    int width = 0, height = 0;
    std::vector<double> values;
    double at(int x, int y) const { return values[std::size_t(y) * width + x]; }
};

/// Means of whole blocks; what is left at the right and at the bottom doesn't count, unless there is no whole block.
Grey smallGrey(const Image& image)
{
    const int side = PictureFigures::measuredSide;
    const int block = (std::max(image.width, image.height) + side - 1) / side;
    const int blockWidth = std::min(block, image.width), blockHeight = std::min(block, image.height);
    Grey grey {image.width / blockWidth, image.height / blockHeight, {}};
    grey.values.resize(std::size_t(grey.width) * grey.height);
    const auto value = image.bytesPerChannel == 2 ? greyOf<std::uint16_t> : greyOf<std::uint8_t>;
    for (int y = 0; y < grey.height * blockHeight; ++y) {
        const std::uint8_t* row = image.row(y);
        double* target = grey.values.data() + std::size_t(y / blockHeight) * grey.width;
        for (int x = 0; x < grey.width * blockWidth; ++x)
            target[x / blockWidth] += value(row, x, image.channels);
    }
    for (double& mean : grey.values)
        mean /= double(blockWidth) * blockHeight;
    return grey;
}

struct Moments {
    double sum = 0, squares = 0;
    std::size_t count = 0;
    void add(double value)
    {
        sum += value;
        squares += value * value;
        ++count;
    }
    double mean() const { return count ? sum / double(count) : 0; }
    double variance() const { return count ? std::max(0.0, squares / double(count) - mean() * mean()) : 0; }
};

}  // namespace

PictureFigures figuresOf(const Image& image)
{
    if (image.empty() || image.width < 1 || image.height < 1 || image.channels < 1 || image.channels > 4)
        throw Error(ErrorCode::BadInput, {"picture"});
    const Grey grey = smallGrey(image);
    Moments values, laplacian;
    for (const double value : grey.values)
        values.add(value);
    for (int y = 1; y + 1 < grey.height; ++y)
        for (int x = 1; x + 1 < grey.width; ++x)
            laplacian.add(
                grey.at(x - 1, y) + grey.at(x + 1, y) + grey.at(x, y - 1) + grey.at(x, y + 1) - 4 * grey.at(x, y));
    return {values.mean(), std::sqrt(values.variance()), laplacian.variance(), hashOf(image)};
}

PictureHealth::Signs PictureHealth::look(const Image& image)
{
    Signs signs;
    signs.figures = figuresOf(image);
    signs.black = signs.figures.brightness < m_limits.blackMean && signs.figures.spread < m_limits.blackSpread;
    const bool flat = signs.figures.spread < 0.5;  // saturated, or a test picture: it may repeat
    m_same = flat ? 0 : signs.figures.bytes == m_bytes ? m_same + (m_same < m_limits.frozenPictures) : 1;
    m_bytes = signs.figures.bytes;
    signs.frozen = !flat && m_same >= m_limits.frozenPictures;
    return signs;
}

DriftSentinel::DriftSentinel()
    : DriftSentinel(Limits {})
{
}

DriftSentinel::DriftSentinel(const Limits& limits)
    : m_limits(limits)
    , m_brightness({limits.slack, limits.decision, limits.leastBrightness, limits.greatestStep})
    , m_focus({limits.slack, limits.decision, limits.leastFocus, limits.greatestStep})
{
}

void DriftSentinel::reset()
{
    *this = DriftSentinel(m_limits);
}

DriftSentinel::State DriftSentinel::look(const PictureFigures& figures)
{
    const double focus = std::log(figures.focus + 1);  // in shares, as focus is
    if (m_brightness.learnt() < m_limits.reference) {
        m_brightness.learn(figures.brightness);
        m_focus.learn(focus);
        return {m_brightness.learnt() == m_limits.reference, false, 0, 0};
    }
    State state {true, false, m_brightness.follow(figures.brightness), m_focus.follow(focus)};
    const double greatest = std::max(m_brightness.greatest(), m_focus.greatest());
    m_changed = m_changed ? greatest >= m_limits.settled : greatest >= m_limits.decision;
    state.changed = m_changed;
    return state;
}

}  // namespace inference::sources
