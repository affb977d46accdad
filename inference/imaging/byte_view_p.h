#pragma once

#include "core/error.h"

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace inference::imaging {

enum class ByteOrder { Little, Big };

/// A bounded window on a file's bytes: whatever lies beyond its end throws Error(ImageTruncated).
class ByteView {
public:
    ByteView() = default;
    explicit ByteView(std::span<const std::uint8_t> bytes, ByteOrder order = ByteOrder::Little)
        : m_bytes(bytes)
        , m_order(order)
    {
    }

    std::uint64_t size() const { return m_bytes.size(); }
    const std::uint8_t* data() const { return m_bytes.data(); }
    ByteView ordered(ByteOrder order) const { return ByteView(m_bytes, order); }

    bool holds(std::uint64_t offset, std::uint64_t count) const { return offset <= size() && count <= size() - offset; }
    void require(std::uint64_t offset, std::uint64_t count) const
    {
        if (!holds(offset, count))
            throw Error(ErrorCode::ImageTruncated);
    }
    ByteView part(std::uint64_t offset, std::uint64_t count) const
    {
        require(offset, count);
        return ByteView(m_bytes.subspan(offset, count), m_order);
    }
    bool has(std::uint64_t offset, std::string_view text) const
    {
        return holds(offset, text.size()) && std::memcmp(m_bytes.data() + offset, text.data(), text.size()) == 0;
    }

    std::uint8_t u8(std::uint64_t offset) const { return std::uint8_t(number(offset, 1)); }
    std::uint16_t u16(std::uint64_t offset) const { return std::uint16_t(number(offset, 2)); }
    std::uint32_t u24(std::uint64_t offset) const { return std::uint32_t(number(offset, 3)); }
    std::uint32_t u32(std::uint64_t offset) const { return std::uint32_t(number(offset, 4)); }
    std::uint64_t u64(std::uint64_t offset) const { return number(offset, 8); }
    /// `count` bytes, at most 8, as one unsigned number in the view's byte order.
    std::uint64_t number(std::uint64_t offset, int count) const
    {
        require(offset, std::uint64_t(count));
        std::uint64_t value = 0;
        for (int i = 0; i < count; ++i) {
            const std::uint64_t byte = m_bytes[offset + std::uint64_t(i)];
            value |= byte << 8 * (m_order == ByteOrder::Little ? i : count - 1 - i);
        }
        return value;
    }

private:
    std::span<const std::uint8_t> m_bytes;
    ByteOrder m_order = ByteOrder::Little;
};

}  // namespace inference::imaging
