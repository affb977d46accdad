#pragma once

#include "core/grey_copy.h"
#include "core/image.h"
#include "core/picture_figures.h"

#include <memory>

namespace inference::imaging {

/// Grey: Rec. 601 luma of RGB; alpha doesn't count. Pure; any thread. Throws Error(BadInput) for an empty image.
PictureFigures figuresOf(const Image& image);

/// Likewise grey. Pure; any thread. Throws Error(BadInput) for an empty image.
std::shared_ptr<const GreyCopy> greyCopyOf(const Image& image);

}  // namespace inference::imaging
