#pragma once

#include "evaluation/product_figures.h"

#include <cstdint>

namespace inference::evaluation {

/// A defective pixel: the key of its score (score_key_p.h) in the upper half, its region in the lower.
using DefectivePixel = std::uint64_t;

/// Every pixel of a group of images: 4 bytes for a defect-free one, 8 for a defective one. Defect-free pixels lie in chunks that
/// are sorted as they fill, so that sorting needs memory for one chunk and most of it is done while images come in.
class PixelPool {
public:
    /// `scratch` may be the same for many pools.
    void addGood(std::span<const float> scores, std::vector<std::uint32_t>& scratch);
    void addDefective(std::span<const float> scores, std::uint32_t region);
    void addRegions(std::size_t count) { m_regions += count; }

    /// To be called once, after the last pixel: sorts what isn't yet and puts the defect-free pixels, but not the defective ones,
    /// on the published scale. That keeps their order.
    void close(const ScoreRange& range, std::vector<std::uint32_t>& scratch);

    std::size_t regions() const { return m_regions; }
    const std::vector<DefectivePixel>& defective() const { return m_defective; }
    std::uint64_t goodCount() const;

    /// After close(). For each key of `levels` (ascending, distinct), adds how many defect-free pixels have it to `same`, how many lie
    /// between it and the key before to `below`. O(pixels + levels x chunks).
    void countGood(
        std::span<const std::uint32_t> levels, std::span<std::uint32_t> below, std::span<std::uint32_t> same) const;
    /// After close(): defect-free pixels with a greater key. O(chunks log pixels).
    std::uint64_t goodAbove(std::uint32_t key) const;

private:
    static constexpr std::size_t chunkSize = std::size_t(1) << 20;

    std::vector<std::vector<std::uint32_t>> m_good;  ///< keys
    std::vector<DefectivePixel> m_defective;
    std::size_t m_regions = 0;
};

/// The keys of scores on the published scale.
std::uint32_t normalisedKey(std::uint32_t key, const ScoreRange& range);

}  // namespace inference::evaluation
