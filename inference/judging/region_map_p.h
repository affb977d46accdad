#pragma once

#include "core/anomaly_map.h"
#include "core/defect.h"
#include "judging/zone_raster.h"

#include <span>
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
    std::uint8_t zone = ZoneRaster::rest;
    PixelBox box;
    int peakX = 0;
    int peakY = 0;
    Defect defect;
};

/// What a region of one zone must be. Its pixels are at or above `level`.
struct RegionLimits {
    float level = 0;
    float peak = 0;  ///< its greatest value is at or above this
    double minArea = 0;
    double minLength = 0;
};

/// The regions of a map with the label of each pixel.
struct RegionMap {
    int width = 0;
    int height = 0;
    std::vector<int> labels;              ///< width * height, 0 outside every region, dropped regions included
    std::vector<LabelledRegion> regions;  ///< largest first; those that don't reach the limits are not there

    int labelAt(int x, int y) const { return labels[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
};

/// What findRegions() does, labels included, with limits for each zone (as in ZoneRaster; one entry where it is uniform).
/// Regions end at the borders of zones. Throws Error(BadInput) for an empty map or size and for a raster that doesn't fit.
RegionMap labelRegions(const AnomalyMap& map, const ZoneRaster& zones, std::span<const RegionLimits> limits, Size imageSize);

/// Contours of one region alone; neighbours do not leak in. `level` as given to labelRegions() for its zone.
std::vector<Contour> traceRegion(const AnomalyMap& map, float level, Size imageSize, const RegionMap& regions,
                                 const LabelledRegion& region);

}  // namespace inference::judging
