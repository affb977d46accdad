#pragma once

#include "core/anchor.h"
#include "core/inspection.h"
#include "core/placement.h"

namespace inference::judging {

/// Looks for the anchor's mark in a picture of `imageSize` pixels: at each angle where the correlation is greatest (OpenCV's matchTemplate, on
/// half the copy's resolution where the mark allows it), then to fractions of its pixels (refined()). About a tenth of a pixel of the copy.
/// Not found: less alike than asked for, or further away than allowed, by more than two pixels of the copy. A match of 0: more than half of the
/// mark lies outside, the mark has no structure, or the picture has another shape than the reference. Pure; any thread.
/// Throws Error(BadInput) for a copy or an anchor that is none.
Placement placementOf(const GreyCopy& picture, Size imageSize, const Anchor& anchor);

}  // namespace inference::judging
