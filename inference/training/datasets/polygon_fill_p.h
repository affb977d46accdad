#pragma once

#include "core/recipe.h"
#include "training/datasets/mask.h"

namespace inference::datasets {

/// Sets the pixels of `mask` whose centre lies inside the outline (even-odd). Coordinates are finite.
void fillPolygon(Mask& mask, const Polygon& outline);

}  // namespace inference::datasets
