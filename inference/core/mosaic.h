#pragma once

#include "core/inspection.h"
#include "core/render.h"

#include <span>

namespace inference {

/// Size of the raster that an inspection is judged on: the model's own S x S for a single view of the whole picture; for tiles the whole
/// picture at the scale at which a tile is S pixels wide and S pixels high. Throws as renderMosaic(). Pure.
Size mosaicSize(const Inspection& inspection);

/// The branch maps of an inspection, put together of those of its views. Where tiles overlap one passes into the other evenly, so that no
/// seam is left; elsewhere each value is that of its tile. A single view gives exactly renderBranches().
/// Throws Error(BadInput, "views") unless the views are the rows of a grid as tilesOf() makes it (of any overlap), all of the same size
/// and the same size of model. Pure; any thread.
BranchMaps renderMosaic(const Inspection& inspection);

}  // namespace inference
