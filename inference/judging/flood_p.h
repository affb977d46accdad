#pragma once

#include "judging/judge.h"

#include <vector>

namespace inference::judging {

/// What is asked of one zone.
struct FloodedZone {
    double minArea = 0;  ///< in image pixels squared
    bool wanted = true;  ///< false: its level is not looked for
};

/// What a flood from the greatest value down tells; zones as in ZoneRaster.
struct Flood {
    std::vector<float> levels;               ///< the greatest level at which the zone has a region of its least area; -1 where none
    std::vector<std::vector<float>> curves;  ///< area in image pixels squared of the zone's largest region, as ZoneFigures::largestArea; empty where not asked for
};

/// Pixels join regions in descending order of their values. Without `curves` the flood ends as soon as every wanted level is
/// found, with them it goes on to ZoneFigures::leastLevel. Pure; any thread.
Flood floodFromTop(const RenderedMaps& maps, Size imageSize, const std::vector<FloodedZone>& zones, bool curves);

}  // namespace inference::judging
