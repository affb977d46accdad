#pragma once

#include "core/anomaly_map.h"
#include "core/defect.h"

namespace inference::judging {

/// Iso-lines of `map` at `level` by marching squares with linear interpolation between pixel centres, closed along the
/// map's border, in pixels of an image of `imageSize`. Values at or above the level are inside. Winding is unspecified.
/// Saddles join the inside diagonally, like the 8-connected regions. Pure; any thread. Throws Error(BadInput) for an empty
/// map or size.
std::vector<Contour> traceContours(const AnomalyMap& map, float level, Size imageSize);

}  // namespace inference::judging
