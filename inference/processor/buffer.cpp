#include "processor/buffer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace inference::processor {

Buffer::Buffer(std::size_t bytes, bool zeroed)
    : m_bytes(bytes)
{
    // No large pages asked for: the kernels run as fast without, and getting them took a virtual machine four times as long as the
    // whole rest of loading.
    constexpr std::size_t line = 64;
    const std::size_t size = (std::max<std::size_t>(bytes, 1) + line - 1) / line * line;
    m_data.reset(std::aligned_alloc(line, size));
    if (!m_data)
        throw std::bad_alloc();
    if (zeroed)
        std::memset(m_data.get(), 0, size);
}

void Buffer::Free::operator()(void* memory) const
{
    std::free(memory);
}

}  // namespace inference::processor
