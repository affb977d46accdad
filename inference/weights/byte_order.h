#pragma once

#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>

namespace inference::weights {

static_assert(std::endian::native == std::endian::little, "weight files are little-endian and are read in place");

/// The value at `offset`, whatever its alignment. The caller has checked that it lies inside.
template<typename T>
T loadAt(std::span<const std::byte> bytes, std::size_t offset)
{
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// `count` bytes from `offset` on as text. The caller has checked that they lie inside.
inline std::string_view textAt(std::span<const std::byte> bytes, std::size_t offset, std::size_t count)
{
    return {reinterpret_cast<const char*>(bytes.data()) + offset, count};
}

/// Whether [offset, offset + count) lies inside `size`; no sum, so nothing can overflow.
constexpr bool fits(std::size_t size, std::size_t offset, std::size_t count)
{
    return offset <= size && count <= size - offset;
}

}  // namespace inference::weights
