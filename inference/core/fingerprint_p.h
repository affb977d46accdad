#pragma once

#include <cstdint>
#include <span>

namespace inference {

/// FNV-1a, 64 bits: tells values apart, proves nothing.
class Fingerprint {
public:
    void add(std::uint8_t byte) { m_value = (m_value ^ byte) * 1099511628211u; }
    void add(int number)
    {
        for (int shift = 0; shift < 32; shift += 8)
            add(std::uint8_t(std::uint32_t(number) >> shift));
    }
    void add(std::span<const std::uint8_t> bytes)
    {
        for (const std::uint8_t byte : bytes)
            add(byte);
    }
    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 14695981039346656037u;
};

}  // namespace inference
