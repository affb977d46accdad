#pragma once

#include "core/anomaly_map.h"
#include "core/defect.h"

#include <vector>

namespace inference::judging {

/// A rectangle of whole raster pixels.
struct PixelBox {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// One region on the raster, and what is said of it in image pixels.
struct LabelledRegion {
    int label = 0;
    PixelBox box;
    int peakX = 0;
    int peakY = 0;
    Defect defect;
};

/// The regions of a map at one limit with the label of each pixel.
struct RegionMap {
    int width = 0;
    int height = 0;
    std::vector<int> labels;              ///< width * height, 0 outside every region, dropped regions included
    std::vector<LabelledRegion> regions;  ///< largest first; those below the least area are not there

    int labelAt(int x, int y) const { return labels[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
};

/// What findRegions() does, labels included. Throws Error(BadInput) for an empty map or size.
RegionMap labelRegions(const AnomalyMap& map, float limit, double minArea, Size imageSize);

/// Contours of one region alone; neighbours do not leak in. `limit` and `imageSize` as given to labelRegions().
std::vector<Contour> traceRegion(const AnomalyMap& map, float limit, Size imageSize, const RegionMap& regions,
                                 const LabelledRegion& region);

}  // namespace inference::judging
