#include "weights/convert.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace inference::weights {
namespace {

/// IEEE 754 binary16 without a table and without branches, so that the loop below becomes vector code.
float fromHalf(std::uint16_t half)
{
    const std::uint32_t magnitude = half & 0x7fffu;
    const std::uint32_t normal = (magnitude << 13) + (112u << 23);  // exponent bias 15 -> 127
    const std::uint32_t special = normal + (112u << 23);            // infinity and NaN keep the greatest exponent
    const float subnormal = static_cast<float>(static_cast<std::int32_t>(magnitude)) * 0x1p-24f;
    const std::uint32_t large = magnitude >= 0x7c00u ? special : normal;
    const std::uint32_t bits = magnitude < 0x0400u ? std::bit_cast<std::uint32_t>(subnormal) : large;
    return std::bit_cast<float>(bits | (static_cast<std::uint32_t>(half & 0x8000u) << 16));
}

struct FromHalf {
    using Stored = std::uint16_t;
    static float value(Stored stored) { return fromHalf(stored); }
};

struct FromBrain {
    using Stored = std::uint16_t;
    static float value(Stored stored) { return std::bit_cast<float>(static_cast<std::uint32_t>(stored) << 16); }
};

struct FromFloat {
    using Stored = float;
    static float value(Stored stored) { return stored; }
};

struct FromDouble {
    using Stored = double;
    static float value(Stored stored) { return static_cast<float>(stored); }
};

template<typename Conversion>
std::uint32_t convertBlock(const std::byte* first, std::ptrdiff_t step, float* out, std::size_t count)
{
    std::uint32_t notFinite = 0;
    for (std::size_t i = 0; i < count; ++i) {
        typename Conversion::Stored stored;
        std::memcpy(&stored, first + static_cast<std::ptrdiff_t>(i) * step, sizeof stored);
        const float value = Conversion::value(stored);
        out[i] = value;
        notFinite += (std::bit_cast<std::uint32_t>(value) & 0x7f800000u) == 0x7f800000u ? 1u : 0u;
    }
    return notFinite;
}

template<typename Conversion>
std::size_t convert(const std::byte* first, std::int64_t stride, std::span<float> out)
{
    constexpr std::size_t block = 1u << 20;  // a 32-bit count per block, which the compiler can keep in vector lanes
    constexpr auto unit = static_cast<std::ptrdiff_t>(sizeof(typename Conversion::Stored));
    std::size_t notFinite = 0;
    for (std::size_t done = 0; done < out.size(); done += block) {
        const std::size_t count = std::min(block, out.size() - done);
        const std::byte* const from = first + static_cast<std::ptrdiff_t>(done) * stride * unit;
        // The constant step gets a loop of its own, which is the one that vectorises.
        notFinite += stride == 1 ? convertBlock<Conversion>(from, unit, out.data() + done, count)
                                 : convertBlock<Conversion>(from, stride * unit, out.data() + done, count);
    }
    return notFinite;
}

}  // namespace

bool isFloating(DType type) noexcept
{
    return type == DType::F64 || type == DType::F32 || type == DType::F16 || type == DType::BF16;
}

std::size_t convertRow(DType type, const std::byte* first, std::int64_t stride, std::span<float> out)
{
    switch (type) {
    case DType::F64: return convert<FromDouble>(first, stride, out);
    case DType::F32: return convert<FromFloat>(first, stride, out);
    case DType::F16: return convert<FromHalf>(first, stride, out);
    default: return convert<FromBrain>(first, stride, out);
    }
}

}  // namespace inference::weights
