#pragma once

#include "core/inspection.h"
#include "core/judgement.h"
#include "core/recipe.h"
#include "core/render.h"
#include "judging/zone_raster.h"

#include <optional>

namespace inference::judging {

/// The maps of an inspection under a recipe's baseline, alpha, sigma and polygons: what a moved limit does not change.
struct RenderedMaps {
    BranchMaps branches;
    AnomalyMap blended;  ///< smoothed; the judging raster
    ZoneRaster zones {};  ///< of the same size
    std::size_t viewPixels = 0;  ///< of the raster that one look of the model covers; 0: all of it
    std::optional<PictureFigures> picture {};
    std::optional<Placement> placement {};  ///< as in Judgement
};

/// Renders at the scale of the model's input; tiles as a mosaic (core/mosaic.h, whose errors it throws). What the recipe's baseline says of
/// good parts is taken off first; throws Error(BaselineMismatch) where it was learned from answers of another shape. Where the recipe has an
/// anchor the part is looked for, which takes some milliseconds, and polygons and baseline lie where it was found.
RenderedMaps renderMaps(const Inspection& inspection, const Recipe& recipe);
/// The same when it is known where the part lies, from maps of the same inspection under a recipe with the same anchor.
RenderedMaps renderMaps(const Inspection& inspection, const Recipe& recipe, const std::optional<Placement>& known);

/// Whether both recipes make the same maps of any inspection.
bool renderAlike(const Recipe& a, const Recipe& b);

/// Whether both recipes judge any inspection alike: they differ in nothing but name, model, scale, golden parts and limit samples.
bool judgeAlike(const Recipe& a, const Recipe& b);

/// Whether both recipes, which render alike, also give any inspection the same score.
bool scoreAlike(const Recipe& a, const Recipe& b);

/// The image score by the recipe's rule, 0..1. A fraction counts round(fraction * pixels) values, at least one; pixels of
/// don't-care areas are no pixels, and of tiles it is the pixels of one tile that count: the score doesn't fall as the picture grows.
/// 0 where all is don't-care.
double scoreOf(const RenderedMaps& maps, const Recipe& recipe);

/// Pass, review or fail of one number; "at or above" counts. The number is compared as a float, like the limits.
Verdict verdictOf(double value, const LimitPair& limits);

/// Verdict, score and regions with their contours: first the failing regions, then those that only reach the review limit
/// and hold no failing one. The verdict is the worse of that of the regions (fail when any fails, review when any other
/// remains), that of the score, where it has limits, and that of the picture, whose faults make a pass a review.
/// Without `contours` the regions have none. Pure: no model, no state; any thread. Throws Error(BadInput) for empty maps or
/// sizes and for limits that cross.
Judgement judge(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, bool contours = true);
/// The same when scoreOf() is known already: limits that move don't move it.
Judgement judge(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, double score, bool contours);
Judgement judge(const Inspection& inspection, const Recipe& recipe);

}  // namespace inference::judging
