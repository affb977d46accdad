#pragma once

#include "core/anomaly_map.h"
#include "core/defect.h"

namespace inference::judging {

/// 8-connected regions of `map` whose value is >= `limit`, largest first. Found on the map's raster; areas, boxes and
/// points are mapped to pixels of an image of `imageSize` with both scales. Regions below `minArea` image pixels squared
/// are dropped. `failing` and `contours` are left unset. Pure; any thread. Throws Error(BadInput) for an empty map or size.
std::vector<Defect> findRegions(const AnomalyMap& map, float limit, double minArea, Size imageSize);

}  // namespace inference::judging
