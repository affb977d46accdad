#pragma once

#include "core/defect.h"
#include "core/recipe.h"

#include <span>
#include <vector>

namespace app {

/// Closed lines of one region (core/defect.h), which may touch but never cross, as simple polygons without holes: inside is what lies
/// inside an odd number of lines. A hole is joined to the line around it by a bridge of no width, which is level, so that whoever
/// fills by even-odd, by winding or row by row leaves the hole out. An island in a hole is a polygon of its own. On the screen outer
/// lines run clockwise (shoelace area > 0), holes the other way. Largest first.
/// Coordinates are rounded to 1/100 pixel; a line that then has fewer than three points or no area is left out. Pure; any thread.
std::vector<inference::Polygon> joinedContours(std::span<const inference::Contour> contours);

/// The polygons of a region; its box where its contours have no area (a single pixel that just reaches the limit), so that no
/// region is lost.
std::vector<inference::Polygon> regionPolygons(const inference::Defect& defect);

/// Of a polygon, by the shoelace formula: pixels squared, never negative.
double polygonArea(const inference::Polygon& polygon);

/// The tight box around polygons; empty without any.
inference::Rect boundsOf(std::span<const inference::Polygon> polygons);

}  // namespace app
