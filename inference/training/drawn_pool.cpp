#include "training/drawn_pool_p.h"

#include "training/synth/random_p.h"

#include <algorithm>
#include <bit>

namespace inference::training {

using synth::mixed;

DrawnPool::DrawnPool(int uses, std::size_t most)
    : m_uses(std::uint64_t(std::max(uses, 1)))
    // Kept are the blocks that the newest one shows, itself among them, and one more for threads that lag behind.
    , m_block(std::bit_floor(std::max<std::uint64_t>(most / (m_uses + 1), 1)))
{
}

std::uint64_t DrawnPool::at(std::uint64_t place) const
{
    const std::uint64_t newest = place / m_uses, use = place % m_uses, block = blockOf(newest);
    if (use == 0)
        return newest;
    // Use k shows block `block` - k (of those that there are) in an order of its own: an odd factor visits each once.
    const std::uint64_t back = use % (block + 1), order = mixed(block * m_uses + use);
    return (block - back) * m_block + (((order | 1) * (newest % m_block) + (order >> 32)) & (m_block - 1));
}

void DrawnPool::enter(std::uint64_t block)
{
    if (block <= m_newest)
        return;
    m_newest = block;
    std::erase_if(m_pictures, [this](const auto& entry) { return blockOf(entry.first) + m_uses < m_newest; });
}

std::shared_ptr<const Example> DrawnPool::picture(std::uint64_t place, const std::function<Example()>& draw)
{
    const std::uint64_t number = at(place);
    std::shared_ptr<Kept> kept;
    {
        const std::lock_guard lock(m_mutex);
        enter(blockOf(place / m_uses));
        if (blockOf(number) + m_uses >= m_newest) {
            auto& entry = m_pictures[number];
            if (!entry)
                entry = std::make_shared<Kept>();
            kept = entry;
        } else {
            kept = std::make_shared<Kept>();  // of long ago: nobody will ask again
        }
    }
    std::call_once(kept->drawn, [&] { kept->example = draw(); });
    return {kept, &kept->example};
}

std::size_t DrawnPool::kept() const
{
    const std::lock_guard lock(m_mutex);
    return m_pictures.size();
}

}  // namespace inference::training
