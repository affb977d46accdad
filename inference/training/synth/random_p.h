#pragma once

#include "training/synth/arithmetic_p.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace inference::synth {

/// One step of SplitMix64 (Steele, Lea, Flood 2014): a well mixed function of its argument.
inline std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/// FNV-1a, for names.
inline std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char letter : text)
        hash = (hash ^ std::uint64_t(static_cast<unsigned char>(letter))) * 0x100000001b3u;
    return hash;
}

/// SplitMix64 with the few distributions that are needed: the standard's differ between libraries. Two numbers are never drawn
/// among the operands of one expression or the arguments of one call, whose order is the compiler's; within braces it is ours.
class Random {
public:
    explicit Random(std::uint64_t seed)
        : m_state(mixed(seed))
    {
    }

    std::uint64_t next()
    {
        const std::uint64_t value = mixed(m_state);
        m_state += 0x9e3779b97f4a7c15u;
        return value;
    }

    /// Another stream that has nothing to do with this one; this one does not move.
    Random fork(std::uint64_t tag) const { return Random(m_state ^ mixed(tag + 0x51ed27u)); }

    /// 0 <= x < 1
    float unit() { return float(next() >> 40) * (1.0f / 16777216.0f); }
    float in(float low, float high) { return low + (high - low) * unit(); }
    /// Uniform in the logarithm; both positive.
    float logIn(float low, float high) { return low * exp2Of(log2Of(high / low) * unit()); }
    /// 0 <= n < count
    int below(int count) { return int((next() >> 33) % std::uint64_t(count)); }
    int inclusive(int low, int high) { return low + below(high - low + 1); }
    /// in(low, high) or less than nothing by as much.
    float either(float low, float high)
    {
        const float side = sign();
        return side * in(low, high);
    }
    bool chance(float probability) { return unit() < probability; }
    float sign() { return next() >> 63 ? 1.0f : -1.0f; }
    /// Mean 0, deviation 1, never beyond 3.5 (four uniform numbers).
    float normal()
    {
        const std::uint64_t bits = next();
        const auto sum = int(bits & 0xffff) + int(bits >> 16 & 0xffff) + int(bits >> 32 & 0xffff) + int(bits >> 48);
        return (float(sum) - 131070.0f) * (1.7320508f / 65536.0f);
    }
    template <class T, std::size_t N> const T& pick(const T (&choices)[N]) { return choices[below(int(N))]; }

private:
    std::uint64_t m_state;
};

}  // namespace inference::synth
