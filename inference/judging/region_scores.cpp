#include "judging/region_scores_p.h"

#include "judging/flood_p.h"
#include "judging/region_map_p.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

namespace inference::judging {
namespace {

constexpr float never = std::numeric_limits<float>::infinity();

/// Limits that only regions of one zone can reach.
std::vector<RegionLimits> only(std::size_t zone, std::size_t zones, const RegionLimits& limits)
{
    std::vector<RegionLimits> all(zones, RegionLimits {never, never, 0, 0});
    all[zone] = limits;
    return all;
}

float greatestPeak(const RenderedMaps& maps, Size imageSize, const std::vector<RegionLimits>& limits)
{
    float peak = -1;
    for (const LabelledRegion& region : labelRegions(maps.blended, maps.zones, limits, imageSize).regions)
        peak = std::max(peak, region.defect.peak);
    return peak;
}

/// The greatest level, not above `top`, that leaves a region long enough. Whether one is left only changes from yes to no as the
/// level rises, so the levels are halved; floats of one sign are ordered like their bits.
float levelOfLength(const RenderedMaps& maps, Size imageSize, const RegionRule& rule, std::size_t zone, std::size_t zones, float top)
{
    const auto leaves = [&](float level) {
        return greatestPeak(maps, imageSize, only(zone, zones, {level, level, rule.minArea, rule.minLength})) >= 0;
    };
    if (top < 0 || leaves(top))
        return top;
    if (!leaves(0))
        return -1;
    auto yes = std::bit_cast<std::uint32_t>(0.0f), no = std::bit_cast<std::uint32_t>(top);
    while (no - yes > 1) {
        const std::uint32_t middle = yes + (no - yes) / 2;
        (leaves(std::bit_cast<float>(middle)) ? yes : no) = middle;
    }
    return std::bit_cast<float>(yes);
}

}  // namespace

std::vector<ZoneFigures> zoneFigures(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, bool curves)
{
    const std::size_t zones = recipe.zones.size() + 1;
    std::vector<FloodedZone> asked;
    for (std::size_t zone = 0; zone < zones; ++zone)
        asked.push_back({ruleOf(recipe, zone).minArea, !ruleOf(recipe, zone).growLimit});
    Flood flood = floodFromTop(maps, imageSize, asked, curves);
    std::vector<ZoneFigures> figures(zones);
    for (std::size_t zone = 0; zone < zones; ++zone) {
        const RegionRule& rule = ruleOf(recipe, zone);
        if (rule.growLimit)
            figures[zone].regionScore = greatestPeak(maps, imageSize, only(zone, zones, {*rule.growLimit, 0, rule.minArea, rule.minLength}));
        else if (rule.minLength > 0)
            figures[zone].regionScore = levelOfLength(maps, imageSize, rule, zone, zones, flood.levels[zone]);
        else
            figures[zone].regionScore = flood.levels[zone];
        if (curves)
            figures[zone].largestArea = std::move(flood.curves[zone]);
    }
    return figures;
}

}  // namespace inference::judging
