#pragma once

#include "core/recipe.h"

#include <vector>

namespace widgets {

/// What a place can catch hold of: outlines, the image's border being one of them.
using SnapTargets = std::vector<inference::Polygon>;

/// The outlines and the border of the image as targets.
SnapTargets snapTargets(const std::vector<inference::Polygon>& outlines, inference::Size image);

/// How a wanted place becomes the one that is taken. Lengths in image pixels.
struct SnapRules {
    double reach = 0;  ///< to vertices and edges of the targets; 0 switches snapping off
    double grid = 0;   ///< places that catch nothing are rounded to multiples of this; 0: not at all
    bool angles = false;                   ///< only in steps of 45 degrees around one of the anchors
    std::vector<inference::Point> anchors;  ///< for `angles`
    inference::Size image;                 ///< nothing leaves it
};

struct Snapped {
    inference::Point at;
    bool caught = false;  ///< by a target
};

/// A vertex within reach comes first, then an edge. With `angles` the place slides along its line to where an edge crosses it.
Snapped snapPoint(inference::Point wanted, const SnapTargets& targets, const SnapRules& rules);
/// How far a whole outline is moved: the vertex that is nearest to a target catches hold of it. `anchors` isn't looked at:
/// angles are those of the way.
inference::Point snapMove(const inference::Polygon& outline, inference::Point by, const SnapTargets& targets, const SnapRules& rules);

/// The least step a person can aim at: the greatest power of two not above a device pixel, at most one image pixel.
/// `zoom` in device pixels per image pixel.
double aimGrid(double zoom);

}  // namespace widgets
