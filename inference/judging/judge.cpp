#include "judging/judge.h"

#include "core/error.h"
#include "judging/region_map_p.h"

#include <algorithm>
#include <cmath>

namespace inference::judging {
namespace {

/// Number of the greatest values that a score looks at.
std::size_t countOf(double fraction, const AnomalyMap& map)
{
    const double pixels = double(map.values.size());
    return std::size_t(std::max(1L, std::lround(std::clamp(fraction * pixels, 0.0, pixels))));
}

double shareAtOrAbove(const AnomalyMap& map, float level)
{
    const auto over = std::ranges::count_if(map.values, [level](float value) { return value >= level; });
    return double(over) / double(map.values.size());
}

Defect traced(const AnomalyMap& map, float limit, Size imageSize, const RegionMap& regions, const LabelledRegion& region)
{
    Defect defect = region.defect;
    defect.contours = traceRegion(map, limit, imageSize, regions, region);
    return defect;
}

}  // namespace

RenderedMaps renderMaps(const Inspection& inspection, const Recipe& recipe)
{
    // An inspection of several views needs the mosaic of their rectangles, which is not made yet.
    if (inspection.views.size() != 1)
        throw Error(ErrorCode::BadInput, {"views"});
    const Evidence& evidence = inspection.views.front().evidence;
    RenderedMaps maps;
    maps.branches = renderBranches(evidence, evidence.imageSize);
    maps.blended = blend(maps.branches, recipe.alpha, recipe.sigma);
    return maps;
}

double scoreOf(const RenderedMaps& maps, const Recipe& recipe)
{
    if (maps.blended.empty())
        throw Error(ErrorCode::BadInput, {"map"});
    switch (recipe.scoreRule) {
    case ScoreRule::Published:
        return 0.5
            * (topMean(maps.branches.pre, countOf(recipe.scoreFraction, maps.branches.pre))
               + topMean(maps.branches.post, countOf(recipe.scoreFraction, maps.branches.post)));
    case ScoreRule::TopMean: return topMean(maps.blended, countOf(recipe.scoreFraction, maps.blended));
    case ScoreRule::AreaOver: return shareAtOrAbove(maps.blended, recipe.scoreLevel);
    case ScoreRule::Maximum: break;
    }
    return *std::max_element(maps.blended.values.begin(), maps.blended.values.end());
}

Judgement judge(const RenderedMaps& maps, Size imageSize, const Recipe& recipe)
{
    if (!(recipe.rule.reviewLimit <= recipe.rule.failLimit))
        throw Error(ErrorCode::BadInput, {"reviewLimit"});
    const AnomalyMap& map = maps.blended;
    const RegionMap failing = labelRegions(map, recipe.rule.failLimit, recipe.rule.minArea, imageSize);
    const RegionMap review = labelRegions(map, recipe.rule.reviewLimit, recipe.rule.minArea, imageSize);
    Judgement judgement;
    judgement.score = scoreOf(maps, recipe);

    // a failing region lies wholly inside one region at the lower limit
    std::vector<int> taken;
    for (const LabelledRegion& region : failing.regions) {
        judgement.defects.push_back(traced(map, recipe.rule.failLimit, imageSize, failing, region));
        judgement.defects.back().failing = true;
        taken.push_back(review.labelAt(region.peakX, region.peakY));
    }
    std::sort(taken.begin(), taken.end());
    for (const LabelledRegion& region : review.regions)
        if (!std::binary_search(taken.begin(), taken.end(), region.label))
            judgement.defects.push_back(traced(map, recipe.rule.reviewLimit, imageSize, review, region));
    if (!failing.regions.empty())
        judgement.verdict = Verdict::Fail;
    else if (!judgement.defects.empty())
        judgement.verdict = Verdict::Review;
    return judgement;
}

Judgement judge(const Inspection& inspection, const Recipe& recipe)
{
    return judge(renderMaps(inspection, recipe), inspection.imageSize, recipe);
}

}  // namespace inference::judging
