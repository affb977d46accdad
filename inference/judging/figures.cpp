#include "judging/figures.h"

#include "core/error.h"
#include "judging/picture_gate.h"
#include "judging/region_scores_p.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inference::judging {
namespace {

/// Largest area at `limit`, as far as a curve tells.
struct AreaBounds {
    float least;
    float greatest;
};

AreaBounds areaAt(const std::vector<float>& curve, float limit)
{
    const int last = ZoneFigures::levels - 1;
    int below = std::clamp(int(std::floor(limit * float(last))), 0, last);
    if (float(below) / float(last) > limit)
        --below;
    if (below < last && float(below + 1) / float(last) <= limit)
        ++below;
    below = std::clamp(below, 0, last);
    const float greatest = curve[std::size_t(below)];
    const bool exact = float(below) / float(last) == limit;
    const float least = exact ? greatest : below == last ? 0.0f : curve[std::size_t(below) + 1];
    // Below what was measured: no smaller than the largest that was.
    return {std::isinf(least) ? curve[ZoneFigures::leastLevel] : least, greatest};
}

/// Whether a region reaches `limit`; none where the figures can't tell.
std::optional<bool> reaches(const ZoneFigures& zone, const RegionRule& rule, bool sameRegions, float limit)
{
    if (sameRegions)
        return zone.regionScore >= limit;
    if (zone.largestArea.empty() || rule.minLength > 0 || rule.growLimit)
        return std::nullopt;
    const AreaBounds area = areaAt(zone.largestArea, limit);
    // A region of no pixels is none, whatever the least area. Curves are floats: too near is not told.
    const double tolerance = 1e-6 * rule.minArea;
    if (area.greatest <= 0 || double(area.greatest) < rule.minArea - tolerance)
        return false;
    if (area.least > 0 && double(area.least) >= rule.minArea + tolerance)
        return true;
    return std::nullopt;
}

/// Monotone and exact at the limits: (0, review, fail, 1) of the zone become those of the recipe.
float bent(float score, const RegionRule& zone, const RegionRule& own)
{
    const auto between = [](float value, float from, float to, float newFrom, float newTo) {
        return to > from ? newFrom + (newTo - newFrom) * (value - from) / (to - from) : newFrom;
    };
    const float justBelow = -std::numeric_limits<float>::infinity();
    if (score >= zone.failLimit)
        return std::clamp(between(score, zone.failLimit, 1, own.failLimit, 1), own.failLimit, std::max(own.failLimit, 1.0f));
    if (score >= zone.reviewLimit) {
        if (own.reviewLimit == own.failLimit)
            return std::nextafter(own.failLimit, justBelow);  // the recipe leaves no band for "review"
        return std::clamp(between(score, zone.reviewLimit, zone.failLimit, own.reviewLimit, own.failLimit), own.reviewLimit,
                          std::nextafter(own.failLimit, justBelow));
    }
    return std::min(between(score, 0, zone.reviewLimit, 0, own.reviewLimit), std::nextafter(own.reviewLimit, justBelow));
}

}  // namespace

PartFigures figuresOf(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, bool curves)
{
    return figuresOf(maps, imageSize, recipe, scoreOf(maps, recipe), curves);
}

PartFigures figuresOf(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, double score, bool curves)
{
    PartFigures figures;
    figures.score = score;
    figures.peak = std::ranges::max(zonePeaks(maps, recipe.zones.size()));
    figures.zones = zoneFigures(maps, imageSize, recipe, curves);
    figures.picture = maps.picture;
    figures.placement = maps.placement;
    return figures;
}

std::vector<float> zonePeaks(const RenderedMaps& maps, std::size_t zones)
{
    if (maps.zones.uniform())
        return {greatestValue(maps.blended.values)};
    const std::span<const std::uint8_t> of = maps.zones.zones;
    const std::span<const float> values = maps.blended.values;
    std::vector<float> peaks(std::size_t(ZoneRaster::dontCare) + 1, 0);
    for (std::size_t begin = 0, end = 0; begin < of.size(); begin = end) {
        while (end < of.size() && of[end] == of[begin])
            ++end;
        peaks[of[begin]] = std::max(peaks[of[begin]], greatestValue(values.subspan(begin, end - begin)));
    }
    peaks.resize(zones + 1);
    return peaks;
}

MovedLimits::MovedLimits(const Recipe& made, const Recipe& recipe)
    : m_scoreLimits(recipe.scoreLimits)
    , m_gate(recipe.gate)
    , m_anchored(recipe.usedAnchor() != nullptr)
{
    m_comparable = renderAlike(made, recipe) && scoreAlike(made, recipe);
    for (std::size_t zone = 0; m_comparable && zone <= recipe.zones.size(); ++zone) {
        const RegionRule& was = ruleOf(made, zone);
        const RegionRule& is = ruleOf(recipe, zone);
        m_rules.push_back({is, is.minArea == was.minArea && is.minLength == was.minLength && is.growLimit == was.growLimit});
    }
}

std::optional<Verdict> MovedLimits::verdict(const PartFigures& figures) const
{
    if (!m_comparable || figures.zones.size() != m_rules.size())
        return std::nullopt;
    Verdict verdict = m_scoreLimits ? verdictOf(figures.score, *m_scoreLimits) : Verdict::Pass;
    if (!pictureFaults(figures.picture, m_gate).empty() || (m_anchored && !(figures.placement && figures.placement->found)))
        verdict = std::max(verdict, Verdict::Review);
    bool known = true;
    for (std::size_t zone = 0; zone < m_rules.size(); ++zone) {
        const auto& [rule, sameRegions] = m_rules[zone];
        const auto fails = reaches(figures.zones[zone], rule, sameRegions, rule.failLimit);
        const auto reviewed = reaches(figures.zones[zone], rule, sameRegions, rule.reviewLimit);
        if (fails.value_or(false))
            return Verdict::Fail;
        if (reviewed.value_or(false))
            verdict = std::max(verdict, Verdict::Review);
        known = known && fails && (reviewed || verdict == Verdict::Review);
    }
    if (verdict == Verdict::Fail || known)
        return verdict;
    return std::nullopt;
}

std::optional<Verdict> MovedLimits::verdict(float regionScore, double score) const
{
    if (!m_comparable || m_gate.asks() || m_anchored || m_rules.size() != 1 || !m_rules.front().sameRegions)
        return std::nullopt;
    const RegionRule& rule = m_rules.front().rule;
    return std::max(verdictOf(regionScore, {rule.failLimit, rule.reviewLimit}), m_scoreLimits ? verdictOf(score, *m_scoreLimits) : Verdict::Pass);
}

bool MovedLimits::hasSameRegions() const
{
    return m_comparable && std::ranges::all_of(m_rules, &Rule::sameRegions);
}

std::optional<Verdict> verdictFrom(const PartFigures& figures, const Recipe& made, const Recipe& recipe)
{
    return MovedLimits(made, recipe).verdict(figures);
}

float combinedRegionScore(const PartFigures& figures, const Recipe& recipe)
{
    float greatest = -1;
    for (std::size_t zone = 0; zone < figures.zones.size() && zone <= recipe.zones.size(); ++zone)
        if (const float score = figures.zones[zone].regionScore; score >= 0)
            greatest = std::max(greatest, zone == ZoneRaster::rest ? score : bent(score, ruleOf(recipe, zone), recipe.rule));
    return greatest;
}

}  // namespace inference::judging
