#pragma once

#include "core/inspection.h"
#include "core/render.h"

#include <span>

namespace inference {

/// The branch maps of an inspection, put together of those of its views: the raster that it is judged on. A single view gives exactly
/// renderBranches(), S x S; tiles the whole picture at the scale at which a tile is S pixels wide and S pixels high. Where tiles overlap one passes into the other evenly, so that no
/// seam is left; elsewhere each value is that of its tile.
/// Throws Error(BadInput, "views") unless the views are the rows of a grid as tilesOf() makes it (of any overlap), all of the same size
/// and the same size of model. Pure; any thread.
BranchMaps renderMosaic(const Inspection& inspection);

}  // namespace inference
