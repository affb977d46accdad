#include "sources/picture_health.h"

#include "imaging/picture_figures.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace inference::sources {

// FNV-1a over words of eight bytes.
std::uint64_t bytesHash(const Image& image)
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

PictureHealth::Signs PictureHealth::look(const Image& image)
{
    Signs signs;
    signs.figures = imaging::figuresOf(image);
    signs.black = signs.figures.brightness < m_limits.blackMean && signs.figures.spread < m_limits.blackSpread;
    const bool flat = signs.figures.spread < 0.5;  // saturated, or a test picture: it may repeat
    const std::uint64_t bytes = bytesHash(image);
    m_same = flat ? 0 : bytes == m_bytes ? m_same + (m_same < m_limits.frozenPictures) : 1;
    m_bytes = bytes;
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
