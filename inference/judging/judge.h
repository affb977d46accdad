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

/// Throws Error(BadInput) for an inspection without views.
RenderedMaps renderMaps(const Inspection& inspection, const Recipe& recipe);

/// The image score by the recipe's rule, 0..1.
double scoreOf(const RenderedMaps& maps, const Recipe& recipe);

/// Verdict, score and regions with their contours: first the regions at the fail limit (`failing`), then the regions at
/// the review limit that hold none of those. Fail when any region fails, review when any other remains, else pass.
/// Pure: no model, no state; any thread.
Judgement judge(const RenderedMaps& maps, Size imageSize, const Recipe& recipe);
Judgement judge(const Inspection& inspection, const Recipe& recipe);

}  // namespace inference::judging
