#pragma once

#include <bit>
#include <cstdint>

namespace inference::processor {

/// float32 -> bf16, to the nearest, ties to even. A NaN that arithmetic makes stays one.
inline std::uint16_t toBrain(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return std::uint16_t((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

inline float fromBrain(std::uint16_t value)
{
    return std::bit_cast<float>(std::uint32_t(value) << 16);
}

}  // namespace inference::processor
