#pragma once

#include <cstddef>
#include <memory>

namespace inference::processor {

/// Memory for packed operands: aligned to cache lines, zero where asked.
class Buffer {
public:
    Buffer() = default;
    /// Throws std::bad_alloc.
    explicit Buffer(std::size_t bytes, bool zeroed = false);

    std::size_t bytes() const { return m_bytes; }
    void* data() const { return m_data.get(); }
    template<typename T> T* as() const { return static_cast<T*>(m_data.get()); }

private:
    struct Free {
        void operator()(void* memory) const;
    };
    std::unique_ptr<void, Free> m_data;
    std::size_t m_bytes = 0;
};

}  // namespace inference::processor
