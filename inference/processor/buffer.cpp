#include "processor/buffer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace inference::processor {

Buffer::Buffer(std::size_t bytes, bool zeroed)
    : m_bytes(bytes)
{
    constexpr std::size_t line = 64, largePage = std::size_t(2) << 20;
    const std::size_t alignment = bytes >= 2 * largePage ? largePage : line;
    const std::size_t size = (std::max<std::size_t>(bytes, 1) + line - 1) / line * line;
    m_data.reset(std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment));
    if (!m_data)
        throw std::bad_alloc();
#ifdef __linux__
    if (alignment == largePage)
        madvise(m_data.get(), size, MADV_HUGEPAGE);  // a wish: without it the memory is as good
#endif
    if (zeroed)
        std::memset(m_data.get(), 0, size);
}

void Buffer::Free::operator()(void* memory) const
{
    std::free(memory);
}

}  // namespace inference::processor
