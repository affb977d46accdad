#include "evaluation/pro.h"

#include "core/error.h"
#include "evaluation/mask_regions.h"
#include "evaluation/pixel_count_p.h"
#include "evaluation/product_figures.h"

#include <algorithm>
#include <cmath>

namespace inference::evaluation {

std::vector<float> publishedThresholds(float least, float greatest)
{
    if (!(least < greatest) || !std::isfinite(greatest - least))
        return {};
    // float32 - float32 is float32; float32 / int and float32 + float64 are float64, for NumPy 1 on scalars.
    const auto range = double(greatest - least);
    const double step = range / 200;
    const auto count = std::size_t(std::ceil(range / step));
    const double start = double(least);
    const double second = start + step;
    std::vector<float> thresholds(count);
    for (std::size_t i = 0; i < count; ++i)  // numpy.arange adds multiples of the difference of its first two values
        thresholds[i] = float(i == 1 ? second : start + double(i) * (second - start));
    return thresholds;
}

std::optional<double> publishedProArea(std::span<const ProPoint> points)
{
    std::vector<ProPoint> kept;
    for (const ProPoint& point : points)
        if (point.falsePositiveRate < proLimit)
            kept.push_back(point);
    if (kept.size() < 2)
        return std::nullopt;
    const double least = kept.back().falsePositiveRate;
    const double range = kept.front().falsePositiveRate - least;
    if (!(range > 0))
        return std::nullopt;
    double area = 0;
    double x = 1;
    for (std::size_t i = 1; i < kept.size(); ++i) {
        const double next = (kept[i].falsePositiveRate - least) / range;
        area += (x - next) * (kept[i - 1].overlap + kept[i].overlap) / 2;
        x = next;
    }
    return area;
}

PublishedPro::PublishedPro(std::vector<float> thresholds)
    : m_thresholds(std::move(thresholds))
    , m_goodPixels(m_thresholds.size() + 1)
    , m_overlaps(m_thresholds.size() + 1)
{
    if (!m_thresholds.empty() && m_thresholds.back() > m_thresholds.front())
        m_scale = float(m_thresholds.size() - 1) / (m_thresholds.back() - m_thresholds.front());
}

/// Number of thresholds below the score: guessed, for they are evenly spaced, then put right.
std::size_t PublishedPro::binOf(float score) const
{
    const std::size_t count = m_thresholds.size();
    if (count == 0)
        return 0;
    const float guess = (score - m_thresholds.front()) * m_scale + 1;
    std::size_t bin = guess > 0 ? std::size_t(std::min(guess, float(count))) : 0;
    while (bin > 0 && !(m_thresholds[bin - 1] < score))
        --bin;
    while (bin < count && m_thresholds[bin] < score)
        ++bin;
    return bin;
}

void PublishedPro::add(std::span<const float> scores, std::span<const std::uint8_t> mask, int width, int height)
{
    requirePixels("map", scores.size(), width, height);
    ScoreRange().add(scores);  // refuses what isn't finite
    const MaskRegions regions = findMaskRegions(mask, width, height);
    std::size_t pixel = 0;
    const auto addGood = [&](std::size_t end) {
        for (; pixel < end; ++pixel)
            ++m_goodPixels[binOf(scores[pixel])];
    };
    for (const MaskRun& run : regions.runs) {
        addGood(run.first);
        const double share = 1 / double(regions.sizes[run.region]);
        for (; pixel < run.first + run.length; ++pixel)
            m_overlaps[binOf(scores[pixel])] += share;
    }
    addGood(scores.size());
    m_regions += regions.sizes.size();
}

void PublishedPro::add(const PublishedPro& other)
{
    if (other.m_thresholds != m_thresholds)
        throw Error(ErrorCode::BadInput, {"other thresholds"});
    for (std::size_t bin = 0; bin < m_overlaps.size(); ++bin) {
        m_goodPixels[bin] += other.m_goodPixels[bin];
        m_overlaps[bin] += other.m_overlaps[bin];
    }
    m_regions += other.m_regions;
}

std::optional<double> PublishedPro::area() const
{
    std::uint64_t goodPixels = 0;
    for (const std::uint64_t count : m_goodPixels)
        goodPixels += count;
    if (goodPixels == 0 || m_regions == 0)
        return std::nullopt;
    std::vector<ProPoint> points(m_thresholds.size());
    std::uint64_t caught = 0;
    double overlap = 0;
    // What is caught above threshold i has more than i thresholds below it.
    for (std::size_t i = points.size(); i-- > 0;) {
        caught += m_goodPixels[i + 1];
        overlap += m_overlaps[i + 1];
        points[i] = {double(caught) / double(goodPixels), overlap / double(m_regions)};
    }
    return publishedProArea(points);
}

}  // namespace inference::evaluation
