#include "evaluation/pixel_ranking_p.h"

#include "core/error.h"
#include "evaluation/pro.h"
#include "evaluation/radix_sort_p.h"
#include "evaluation/ranking_builder_p.h"
#include "evaluation/score_key_p.h"

namespace inference::evaluation {
namespace {

std::uint32_t scoreKey(DefectivePixel pixel)
{
    return std::uint32_t(pixel >> 32);
}

std::uint32_t regionOf(DefectivePixel pixel)
{
    return std::uint32_t(pixel);
}

/// The defective pixels of all pools, ascending: `own` holds them only where more than one pool has any.
std::span<const DefectivePixel> sortedDefective(std::span<const PixelPool* const> pools, std::vector<DefectivePixel>& own)
{
    std::span<const DefectivePixel> all;
    for (const PixelPool* pool : pools) {
        const auto& more = pool->defective();
        if (more.empty())
            continue;
        if (!all.empty()) {
            if (own.empty())
                own.assign(all.begin(), all.end());
            own.insert(own.end(), more.begin(), more.end());
        }
        all = own.empty() ? std::span<const DefectivePixel>(more) : std::span<const DefectivePixel>(own);
    }
    if (!own.empty()) {
        std::vector<DefectivePixel> scratch;
        radixSortByUpperHalf(own, scratch);
        all = own;
    }
    return all;
}

/// The distinct scores of defective pixels on the published scale, ascending.
std::vector<std::uint32_t> levelsOf(std::span<const DefectivePixel> defective, const ScoreRange& range)
{
    std::vector<std::uint32_t> levels;
    for (const DefectivePixel pixel : defective) {
        const std::uint32_t key = normalisedKey(scoreKey(pixel), range);
        if (levels.empty() || key != levels.back())
            levels.push_back(key);
    }
    return levels;
}

/// What is caught above each limit of the published PRO. Filled from the highest limit down as the walk reaches it.
class PublishedPoints {
public:
    PublishedPoints(std::span<const PixelPool* const> pools, const ScoreRange& range, const RankingTotals& totals)
        : m_regions(double(totals.regions))
    {
        if (!(range.greatest > range.least))
            return;  // there is no published scale
        for (const float threshold : publishedThresholds(0, 1)) {
            std::uint64_t above = 0;
            m_keys.push_back(keyOf(threshold));
            for (const PixelPool* pool : pools)
                above += pool->goodAbove(m_keys.back());
            m_points.push_back({double(above) / double(totals.negatives), 0});
        }
        m_left = m_points.size();
    }

    /// `overlap` of all pixels above `key`, which is the next to come; 0 for the lowest end.
    void reach(std::uint32_t key, double overlap)
    {
        while (m_left > 0 && key <= m_keys[m_left - 1])
            m_points[--m_left].overlap = overlap / m_regions;
    }

    std::optional<double> area() const { return publishedProArea(m_points); }

private:
    double m_regions;
    std::vector<std::uint32_t> m_keys;
    std::vector<ProPoint> m_points;
    std::size_t m_left = 0;  ///< limits whose overlap isn't known yet
};

}  // namespace

PixelRanking rankPixels(std::span<const PixelPool* const> pools, std::span<const std::uint32_t> regionSizes, const ScoreRange& range,
                        int curvePoints, const std::stop_token& stop)
{
    const auto stopIfAsked = [&stop] {
        if (stop.stop_requested())
            throw Cancelled();
    };
    std::vector<DefectivePixel> own;
    const std::span<const DefectivePixel> defective = sortedDefective(pools, own);
    RankingTotals totals {defective.size(), 0, 0};
    for (const PixelPool* pool : pools) {
        totals.negatives += pool->goodCount();
        totals.regions += pool->regions();
    }
    if (totals.positives == 0 || totals.negatives == 0)
        return {};

    stopIfAsked();
    const std::vector<std::uint32_t> levels = levelsOf(defective, range);
    std::vector<std::uint32_t> below(levels.size() + 1), same(levels.size());  // one more: the highest level has none above it
    std::uint64_t counted = 0;
    for (const PixelPool* pool : pools) {
        stopIfAsked();
        pool->countGood(levels, below, same);
    }
    for (std::size_t level = 0; level < levels.size(); ++level)
        counted += std::uint64_t(below[level]) + same[level];
    below.back() = std::uint32_t(totals.negatives - counted);

    PublishedPoints published(pools, range, totals);
    RankingBuilder builder(totals, pixelF1Epsilon, curvePoints);
    double overlap = 0;
    std::size_t left = defective.size();
    for (std::size_t level = levels.size(); level-- > 0;) {
        published.reach(levels[level], overlap);
        RankingStep step;
        std::uint32_t lowest = 0;
        for (; left > 0 && normalisedKey(scoreKey(defective[left - 1]), range) == levels[level]; --left) {
            lowest = scoreKey(defective[left - 1]);
            step.overlap += 1 / double(regionSizes[regionOf(defective[left - 1])]);
            ++step.positives;
        }
        overlap += step.overlap;
        step.score = double(scoreOf(lowest));
        step.between = below[level + 1];
        step.negatives = same[level];
        builder.add(step);
    }
    published.reach(0, overlap);
    return {builder.take(), published.area()};
}

}  // namespace inference::evaluation
