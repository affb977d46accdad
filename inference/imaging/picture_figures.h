#pragma once

#include "core/image.h"
#include "core/picture_figures.h"

namespace inference::imaging {

/// Grey: Rec. 601 luma of RGB; alpha doesn't count. Pure; any thread. Throws Error(BadInput) for an empty image.
PictureFigures figuresOf(const Image& image);

}  // namespace inference::imaging
