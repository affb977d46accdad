#pragma once

#include "core/geometry.h"

#include <vector>

namespace inference {

/// A picture can be cut into square tiles that the model looks at one by one, each at its full input size: what is small in a large
/// picture would be lost where the whole of it is shrunk to one input.

/// Neighbouring tiles share at least this part of their side: near its border a tile shows a defect without what lies around it.
inline constexpr double tileOverlap = 0.2;
inline constexpr int leastTileSide = 32;     ///< image pixels
inline constexpr int greatestTileSide = 65536;
/// A picture has no more tiles than this: time and memory grow with each.
inline constexpr int greatestTileCount = 256;

/// The areas that the model looks at, in whole image pixels, row by row from the top left: squares of `side`, spread evenly from border
/// to border; along an axis that is no longer than `side` one tile takes all of it. `side` 0: one area, the whole picture.
/// Throws Error(TilesTooMany) above greatestTileCount, Error(BadInput) for an empty picture or a negative side. Pure.
std::vector<Rect> tilesOf(Size image, int side);

/// The least side, at least leastTileSide, with which tilesOf() takes the picture. Throws Error(BadInput) for an empty picture. Pure.
int leastTileSideFor(Size image);

}  // namespace inference
