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
std::span<const DefectivePixel> sortedDefective(
    std::span<const PixelPool* const> pools, std::vector<DefectivePixel>& own)
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

/// The distinct scores of defective pixels on the published scale, ascending, and the defect-free pixels around them.
struct Levels {
    std::vector<std::uint32_t> keys;
    std::vector<std::uint32_t> below;  ///< between a level and the one before; one more for those above all levels
    std::vector<std::uint32_t> same;
};

Levels levelsOf(std::span<const DefectivePixel> defective, const ScoreRange& range)
{
    Levels levels;
    for (const DefectivePixel pixel : defective) {
        const std::uint32_t key = normalisedKey(scoreKey(pixel), range);
        if (levels.keys.empty() || key != levels.keys.back())
            levels.keys.push_back(key);
    }
    levels.below.resize(levels.keys.size() + 1);
    levels.same.resize(levels.keys.size());
    return levels;
}

void countGood(Levels& levels, std::span<const PixelPool* const> pools, const std::stop_token& stop)
{
    std::uint64_t all = 0, counted = 0;
    for (const PixelPool* pool : pools) {
        if (stop.stop_requested())
            throw Cancelled();
        pool->countGood(levels.keys, levels.below, levels.same);
        all += pool->goodCount();
    }
    for (std::size_t level = 0; level < levels.keys.size(); ++level)
        counted += std::uint64_t(levels.below[level]) + levels.same[level];
    levels.below.back() = std::uint32_t(all - counted);
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

PixelRanking rankPixels(std::span<const PixelPool* const> pools, std::span<const std::uint32_t> regionSizes,
    const ScoreRange& range, int curvePoints, const std::stop_token& stop)
{
    std::vector<DefectivePixel> own;
    const std::span<const DefectivePixel> defective = sortedDefective(pools, own);
    RankingTotals totals {defective.size(), 0, 0};
    for (const PixelPool* pool : pools) {
        totals.negatives += pool->goodCount();
        totals.regions += pool->regions();
    }
    if (totals.positives == 0 || totals.negatives == 0)
        return {};
    Levels levels = levelsOf(defective, range);
    countGood(levels, pools, stop);

    PublishedPoints published(pools, range, totals);
    RankingBuilder builder(totals, pixelF1Epsilon, curvePoints);
    double overlap = 0;
    std::size_t left = defective.size();
    for (std::size_t level = levels.keys.size(); level-- > 0;) {
        published.reach(levels.keys[level], overlap);
        RankingStep step;
        std::uint32_t lowest = 0;
        for (; left > 0 && normalisedKey(scoreKey(defective[left - 1]), range) == levels.keys[level]; --left) {
            lowest = scoreKey(defective[left - 1]);
            step.overlap += 1 / double(regionSizes[regionOf(defective[left - 1])]);
            ++step.positives;
        }
        overlap += step.overlap;
        step.score = double(scoreOf(lowest));
        step.between = levels.below[level + 1];
        step.negatives = levels.same[level];
        builder.add(step);
    }
    published.reach(0, overlap);
    return {builder.take(), published.area()};
}

}  // namespace inference::evaluation
