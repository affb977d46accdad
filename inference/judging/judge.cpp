#include "judging/judge.h"

#include "core/error.h"
#include "core/mosaic.h"
#include "judging/baseline.h"
#include "judging/picture_gate.h"
#include "judging/registration.h"
#include "judging/region_map_p.h"

#include <algorithm>
#include <cmath>

namespace inference::judging {
namespace {

/// Number of the greatest values that a score looks at, of `most` pixels or what there are.
std::size_t countOf(double fraction, const AnomalyMap& map, std::size_t most)
{
    const double pixels = double(most > 0 ? std::min(most, map.values.size()) : map.values.size());
    return std::size_t(std::max(1L, std::lround(std::clamp(fraction * pixels, 0.0, pixels))));
}

/// The pixels that are judged, as a map of one row; the map itself where all are.
AnomalyMap judgedPixels(const AnomalyMap& map, const ZoneRaster& zones)
{
    if (zones.uniform())
        return map;
    AnomalyMap kept;
    kept.values.reserve(map.values.size());
    for (std::size_t i = 0; i < map.values.size(); ++i)
        if (zones.zones[i] != ZoneRaster::dontCare)
            kept.values.push_back(map.values[i]);
    kept.width = int(kept.values.size());
    kept.height = kept.values.empty() ? 0 : 1;
    return kept;
}

double topShare(const AnomalyMap& map, const RenderedMaps& maps, double fraction)
{
    if (maps.zones.uniform())
        return topMean(map, countOf(fraction, map, maps.viewPixels));
    const AnomalyMap pixels = judgedPixels(map, maps.zones);
    return topMean(pixels, countOf(fraction, pixels, maps.viewPixels));
}

double shareAtOrAbove(const AnomalyMap& map, float level)
{
    const auto over = std::ranges::count_if(map.values, [level](float value) { return value >= level; });
    return map.empty() ? 0.0 : double(over) / double(map.values.size());
}

void requireOrder(const RegionRule& rule)
{
    if (!(rule.reviewLimit <= rule.failLimit))
        throw Error(ErrorCode::BadInput, {"reviewLimit"});
    if (rule.growLimit && !(*rule.growLimit <= rule.reviewLimit))
        throw Error(ErrorCode::BadInput, {"growLimit"});
}

/// One entry for each zone id of the recipe: regions judged by the fail or by the review limit.
std::vector<RegionLimits> limitsOf(const Recipe& recipe, bool failing)
{
    std::vector<RegionLimits> limits;
    for (std::size_t zone = 0; zone <= recipe.zones.size(); ++zone) {
        const RegionRule& rule = ruleOf(recipe, zone);
        requireOrder(rule);
        const float seed = failing ? rule.failLimit : rule.reviewLimit;
        limits.push_back({rule.growLimit.value_or(seed), seed, rule.minArea, rule.minLength});
    }
    return limits;
}

/// Regions in the order found, with their contours where `traced`, without those that `skip` says.
template <typename Skip>
void appendRegions(const RenderedMaps& maps, Size imageSize, const RegionMap& found, const std::vector<RegionLimits>& limits, bool failing,
                   bool traced, Skip skip, std::vector<Defect>& defects)
{
    for (const LabelledRegion& region : found.regions) {
        if (skip(region))
            continue;
        defects.push_back(region.defect);
        defects.back().failing = failing;
        if (traced)
            defects.back().contours = traceRegion(maps.blended, limits[region.zone].level, imageSize, found, region);
    }
}

}  // namespace

RenderedMaps renderMaps(const Inspection& inspection, const Recipe& recipe)
{
    const Anchor* const anchor = recipe.usedAnchor();
    return renderMaps(inspection, recipe, anchor && inspection.grey ? std::optional(placementOf(*inspection.grey, inspection.imageSize, *anchor)) : std::nullopt);
}

RenderedMaps renderMaps(const Inspection& inspection, const Recipe& recipe, const std::optional<Placement>& known)
{
    RenderedMaps maps;
    maps.placement = known;
    const Placement* const placement = maps.placement && maps.placement->found ? &*maps.placement : nullptr;
    if (const Baseline* const baseline = recipe.usedBaseline())
        maps.branches = renderMosaic(takenOff(inspection, *baseline, placement));
    else
        maps.branches = renderMosaic(inspection);
    const auto modelSize = std::size_t(inspection.views.front().evidence.imageSize);
    maps.viewPixels = modelSize * modelSize;
    maps.blended = blend(maps.branches, recipe.alpha, recipe.sigma);
    maps.zones = rasterOf(recipe, maps.blended.size(), inspection.imageSize, placement);
    maps.picture = inspection.picture;
    return maps;
}

bool renderAlike(const Recipe& a, const Recipe& b)
{
    const auto sameOutlines = [](const auto& left, const auto& right) {
        return std::ranges::equal(left, right, [](const auto& one, const auto& other) { return one.outline == other.outline; });
    };
    const Baseline *const one = a.usedBaseline(), *const other = b.usedBaseline();
    const bool sameBaseline = one == other || (one && other && *one == *other);
    const Anchor *const found = a.usedAnchor(), *const otherwise = b.usedAnchor();
    const bool sameAnchor = found == otherwise || (found && otherwise && *found == *otherwise);
    return sameBaseline && sameAnchor && a.alpha == b.alpha && a.sigma == b.sigma && a.drawnFor == b.drawnFor && sameOutlines(a.zones, b.zones)
        && sameOutlines(a.dontCares, b.dontCares);
}

bool scoreAlike(const Recipe& a, const Recipe& b)
{
    return a.scoreRule == b.scoreRule && a.scoreFraction == b.scoreFraction && a.scoreLevel == b.scoreLevel;
}

bool judgeAlike(const Recipe& a, const Recipe& b)
{
    Recipe other = b;
    other.name = a.name;
    other.model = a.model;
    other.mmPerPixel = a.mmPerPixel;
    other.golden = a.golden;
    other.limitSamples = a.limitSamples;
    return a == other;
}

double scoreOf(const RenderedMaps& maps, const Recipe& recipe)
{
    if (maps.blended.empty())
        throw Error(ErrorCode::BadInput, {"map"});
    switch (recipe.scoreRule) {
    case ScoreRule::Published:
        return 0.5
            * (topShare(maps.branches.pre, maps, recipe.scoreFraction) + topShare(maps.branches.post, maps, recipe.scoreFraction));
    case ScoreRule::TopMean: return topShare(maps.blended, maps, recipe.scoreFraction);
    case ScoreRule::AreaOver: return shareAtOrAbove(judgedPixels(maps.blended, maps.zones), recipe.scoreLevel);
    case ScoreRule::Maximum: break;
    }
    const AnomalyMap pixels = judgedPixels(maps.blended, maps.zones);
    return pixels.empty() ? 0.0 : double(*std::ranges::max_element(pixels.values));
}

Verdict verdictOf(double value, const LimitPair& limits)
{
    if (!(limits.review <= limits.fail))
        throw Error(ErrorCode::BadInput, {"review"});
    if (float(value) >= limits.fail)
        return Verdict::Fail;
    return float(value) >= limits.review ? Verdict::Review : Verdict::Pass;
}

Judgement judge(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, bool contours)
{
    return judge(maps, imageSize, recipe, scoreOf(maps, recipe), contours);
}

Judgement judge(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, double score, bool contours)
{
    const std::vector<RegionLimits> failLimits = limitsOf(recipe, true);
    const std::vector<RegionLimits> reviewLimits = limitsOf(recipe, false);
    const RegionMap failing = labelRegions(maps.blended, maps.zones, failLimits, imageSize);
    const RegionMap review = labelRegions(maps.blended, maps.zones, reviewLimits, imageSize);
    Judgement judgement;
    judgement.score = score;
    if (recipe.scoreLimits)
        judgement.scoreVerdict = verdictOf(judgement.score, *recipe.scoreLimits);

    // A failing region lies wholly inside one region at the review limit.
    std::vector<int> taken;
    for (const LabelledRegion& region : failing.regions)
        taken.push_back(review.labelAt(region.peakX, region.peakY));
    std::ranges::sort(taken);
    appendRegions(maps, imageSize, failing, failLimits, true, contours, [](const LabelledRegion&) { return false; }, judgement.defects);
    appendRegions(maps, imageSize, review, reviewLimits, false, contours,
                  [&taken](const LabelledRegion& region) { return std::ranges::binary_search(taken, region.label); }, judgement.defects);

    const Verdict regions = !failing.regions.empty() ? Verdict::Fail : judgement.defects.empty() ? Verdict::Pass : Verdict::Review;
    judgement.pictureFaults = pictureFaults(maps.picture, maps.placement, recipe);
    judgement.placement = maps.placement;
    judgement.verdict = std::max({regions, judgement.scoreVerdict, judgement.pictureFaults.empty() ? Verdict::Pass : Verdict::Review});
    return judgement;
}

Judgement judge(const Inspection& inspection, const Recipe& recipe)
{
    return judge(renderMaps(inspection, recipe), inspection.imageSize, recipe);
}

}  // namespace inference::judging
