#pragma once

#include "core/geometry.h"

#include <vector>

namespace inference::judging {

/// Feret (caliper) diameters of a set of points.
struct Feret {
    double longest = 0;   ///< the greatest distance of two of the points
    double shortest = 0;  ///< the least distance of two parallel lines with all points between them
};

/// Corners of the convex hull, counter-clockwise in a right-handed frame, without points on its edges (Andrew's monotone
/// chain). Fewer than three corners for points on one line. Pure; any thread.
std::vector<Point> convexHull(std::vector<Point> points);

/// Both diameters. The longest lies between two corners of the hull, the shortest across one of its edges (Freeman and Shapira
/// 1975). Zeros for fewer than two points. Pure; any thread.
Feret feretOf(std::vector<Point> points);

}  // namespace inference::judging
