#include "evaluation/pixel_pool_p.h"

#include "evaluation/radix_sort_p.h"
#include "evaluation/score_key_p.h"

#include <algorithm>

namespace inference::evaluation {

std::uint32_t normalisedKey(std::uint32_t key, const ScoreRange& range)
{
    return keyOf(range.normalised(scoreOf(key)));
}

void PixelPool::addGood(std::span<const float> scores, std::vector<std::uint32_t>& scratch)
{
    while (!scores.empty()) {
        if (m_good.empty() || m_good.back().size() == chunkSize)
            m_good.emplace_back().reserve(chunkSize);  // pages that are never written cost nothing
        std::vector<std::uint32_t>& chunk = m_good.back();
        const std::size_t filled = chunk.size();
        const std::size_t count = std::min(scores.size(), chunkSize - filled);
        chunk.resize(filled + count);
        for (std::size_t i = 0; i < count; ++i)
            chunk[filled + i] = keyOf(scores[i]);
        scores = scores.subspan(count);
        if (chunk.size() == chunkSize)
            radixSort(chunk, scratch);
    }
}

void PixelPool::addDefective(std::span<const float> scores, std::uint32_t region)
{
    for (const float score : scores)
        m_defective.push_back(std::uint64_t(keyOf(score)) << 32 | region);
}

void PixelPool::close(const ScoreRange& range, std::vector<std::uint32_t>& scratch)
{
    if (!m_good.empty() && m_good.back().size() < chunkSize)
        radixSort(m_good.back(), scratch);
    for (std::vector<std::uint32_t>& chunk : m_good)
        for (std::uint32_t& key : chunk)
            key = normalisedKey(key, range);
    std::vector<std::uint64_t> wide;
    radixSortByUpperHalf(m_defective, wide);
}

std::uint64_t PixelPool::goodCount() const
{
    return m_good.empty() ? 0 : (m_good.size() - 1) * chunkSize + m_good.back().size();
}

void PixelPool::countGood(
    std::span<const std::uint32_t> levels, std::span<std::uint32_t> below, std::span<std::uint32_t> same) const
{
    for (const std::vector<std::uint32_t>& chunk : m_good) {
        const std::uint32_t* key = chunk.data();
        const std::uint32_t* const end = key + chunk.size();
        for (std::size_t level = 0; level < levels.size() && key != end; ++level) {
            const std::uint32_t* from = key;
            while (key != end && *key < levels[level])
                ++key;
            below[level] += std::uint32_t(key - from);
            from = key;
            while (key != end && *key == levels[level])
                ++key;
            same[level] += std::uint32_t(key - from);
        }
    }
}

std::uint64_t PixelPool::goodAbove(std::uint32_t key) const
{
    std::uint64_t count = 0;
    for (const std::vector<std::uint32_t>& chunk : m_good)
        count += std::uint64_t(chunk.end() - std::upper_bound(chunk.begin(), chunk.end(), key));
    return count;
}

}  // namespace inference::evaluation
