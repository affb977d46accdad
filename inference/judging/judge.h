#pragma once

#include "core/inspection.h"
#include "core/judgement.h"
#include "core/recipe.h"
#include "core/render.h"

namespace inference::judging {

/// The maps of an inspection under a recipe's alpha and sigma: what a moved limit does not change.
struct RenderedMaps {
    BranchMaps branches;
    AnomalyMap blended;  ///< smoothed; the judging raster
};

/// Renders at the size of the model's input. Throws Error(BadInput, "views") for an inspection without views, and for one of
/// several: the mosaic of a tiled inspection is not made yet.
RenderedMaps renderMaps(const Inspection& inspection, const Recipe& recipe);

/// The image score by the recipe's rule, 0..1. A fraction counts round(fraction * pixels) values, at least one.
double scoreOf(const RenderedMaps& maps, const Recipe& recipe);

/// Verdict, score and regions with their contours: first the regions at the fail limit (`failing`), then the regions at
/// the review limit that hold none of those. Fail when any region fails, review when any other remains, else pass.
/// Pure: no model, no state; any thread. Throws Error(BadInput) for empty maps or sizes and for a review limit above the fail
/// limit.
Judgement judge(const RenderedMaps& maps, Size imageSize, const Recipe& recipe);
Judgement judge(const Inspection& inspection, const Recipe& recipe);

}  // namespace inference::judging
