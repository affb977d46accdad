#pragma once

#include <array>
#include <cstdint>

namespace inference {

struct Rgb {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    friend bool operator==(const Rgb&, const Rgb&) = default;
};

/// Colours of 256 equal steps of probability, 0 first.
using ColourTable = std::array<Rgb, 256>;

enum class ColourMap { Viridis, Turbo, Inferno, Grey };

/// Step of a probability 0..1 in a ColourTable; values outside are clamped.
constexpr int colourStep(float probability)
{
    const float step = probability * 255.0f + 0.5f;
    return step <= 0.0f ? 0 : step >= 255.0f ? 255 : int(step);
}

}  // namespace inference
