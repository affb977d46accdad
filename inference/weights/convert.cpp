#include "weights/convert.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace inference::weights {
namespace {

/// IEEE 754 binary16 without a table and without branches, so that the loop below becomes vector code.
float fromHalf(std::uint16_t half)
{
    constexpr std::uint32_t rebias = 112u << 23;  // exponent bias 15 -> 127
    const std::uint32_t magnitude = half & 0x7fffu;
    const std::uint32_t isSpecial = (magnitude + 0x0400u) >> 15;      // 1 for infinity and NaN, which keep the greatest exponent
    const std::uint32_t subnormalMask = 0u - ((magnitude - 0x0400u) >> 31);
    const std::uint32_t normal = (magnitude << 13) + rebias + isSpecial * rebias;
    const auto subnormal = std::bit_cast<std::uint32_t>(static_cast<float>(static_cast<std::int32_t>(magnitude)) * 0x1p-24f);
    const std::uint32_t bits = (subnormal & subnormalMask) | (normal & ~subnormalMask);
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

/// The same for neighbouring elements. The copy aligns what a file may hold at any address, and makes of the second loop
/// one that the compiler turns into vector code.
template<typename Conversion>
std::uint32_t convertNeighbours(const std::byte* first, float* out, std::size_t count)
{
    using Stored = typename Conversion::Stored;
    constexpr std::size_t chunk = 2048;
    Stored stored[chunk];
    std::uint32_t notFinite = 0;
    for (std::size_t done = 0; done < count; done += chunk) {
        const std::size_t here = std::min(chunk, count - done);
        std::memcpy(stored, first + done * sizeof(Stored), here * sizeof(Stored));
        for (std::size_t i = 0; i < here; ++i) {
            const float value = Conversion::value(stored[i]);
            out[done + i] = value;
            notFinite += (std::bit_cast<std::uint32_t>(value) & 0x7f800000u) == 0x7f800000u ? 1u : 0u;
        }
    }
    return notFinite;
}

template<typename Conversion>
std::size_t convert(const std::byte* first, std::int64_t stride, std::span<float> out)
{
    constexpr std::size_t block = 1u << 20;  // a 32-bit count per block, which fits a vector's lanes
    constexpr auto unit = static_cast<std::ptrdiff_t>(sizeof(typename Conversion::Stored));
    std::size_t notFinite = 0;
    for (std::size_t done = 0; done < out.size(); done += block) {
        const std::size_t count = std::min(block, out.size() - done);
        const std::byte* const from = first + static_cast<std::ptrdiff_t>(done) * stride * unit;
        notFinite += stride == 1 ? convertNeighbours<Conversion>(from, out.data() + done, count)
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
