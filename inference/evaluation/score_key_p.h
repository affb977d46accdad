#pragma once

#include <bit>
#include <cstdint>

namespace inference::evaluation {

/// A number that orders finite floats as they are ordered; -0 and 0 have the same.
constexpr std::uint32_t keyOf(float score)
{
    const auto bits = std::bit_cast<std::uint32_t>(score + 0.0f);  // -0 + 0 is 0
    return bits ^ (bits >> 31 ? ~std::uint32_t(0) : std::uint32_t(1) << 31);
}

/// The float that keyOf() made a key of.
constexpr float scoreOf(std::uint32_t key)
{
    return std::bit_cast<float>(key ^ (key >> 31 ? std::uint32_t(1) << 31 : ~std::uint32_t(0)));
}

}  // namespace inference::evaluation
