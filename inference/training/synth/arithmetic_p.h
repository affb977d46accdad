#pragma once

// Arithmetic whose results are the same on every machine: the C library's sine and powers differ in the last bit between its
// versions and processors, and a rounded pixel shows it. Only +, -, *, / and the square root, which IEEE 754 rounds exactly,
// are used; built with -ffp-contract=off.

#include <bit>
#include <cmath>
#include <cstdint>

namespace inference::synth {

inline int floorInt(float x)
{
    const int whole = int(x);
    return whole - (x < float(whole) ? 1 : 0);
}

inline float fraction(float x)
{
    return x - float(floorInt(x));
}

inline float clamp01(float x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

inline float clampTo(float x, float low, float high)
{
    return x < low ? low : x > high ? high : x;
}

inline float mix(float a, float b, float t)
{
    return a + (b - a) * t;
}

/// 0 below `low`, 1 above `high`, smooth between; `low` may be the greater one.
inline float smoothStep(float low, float high, float x)
{
    const float t = clamp01((x - low) / (high - low));
    return t * t * (3 - 2 * t);
}

/// sin(2 pi turns), to 0.1 %.
inline float sine(float turns)
{
    const float t = turns - float(floorInt(turns + 0.5f));
    const float parabola = 16 * t * (0.5f - (t < 0 ? -t : t));
    return 0.225f * (parabola * (parabola < 0 ? -parabola : parabola) - parabola) + parabola;
}

inline float cosine(float turns)
{
    return sine(turns + 0.25f);
}

/// 2^x, to 0.02 %; 0 below -126.
inline float exp2Of(float x)
{
    if (x < -126)
        return 0;
    x = x > 126 ? 126 : x;
    const int whole = floorInt(x);
    const float t = x - float(whole);
    const float mantissa = 1 + t * (0.695976f + t * (0.226163f + t * 0.077861f));
    return mantissa * std::bit_cast<float>(std::uint32_t(whole + 127) << 23);
}

inline float expOf(float x)
{
    return exp2Of(x * 1.44269504f);
}

/// log2(x) for positive x, to 0.005.
inline float log2Of(float x)
{
    const auto bits = std::bit_cast<std::uint32_t>(x);
    const float mantissa = std::bit_cast<float>((bits & 0x7fffffu) | 0x3f800000u);
    return float(int(bits >> 23) - 127) + (mantissa - 1) * (1.3465554f - 0.3465554f * (mantissa - 1));
}

/// Angle of (x, y) in turns, -0.5..0.5, to 0.001; 0 at the origin.
inline float angleOf(float x, float y)
{
    const float ax = std::fabs(x);
    const float ay = std::fabs(y);
    if (ax + ay == 0)
        return 0;
    const bool steep = ay > ax;
    const float t = steep ? ax / ay : ay / ax;
    float turns = t * (0.125f + 0.04345f * (1 - t));
    turns = steep ? 0.25f - turns : turns;
    turns = x < 0 ? 0.5f - turns : turns;
    return y < 0 ? -turns : turns;
}

inline float lengthOf(float x, float y)
{
    return std::sqrt(x * x + y * y);
}

}  // namespace inference::synth
