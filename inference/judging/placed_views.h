#pragma once

#include "core/inspection.h"
#include "core/placement.h"

#include <vector>

namespace inference::judging {

/// Values of patches carried between a picture and the reference picture, in whose frame a baseline is learned: between patches bilinear, beyond
/// the border as at the border, of several views the one in whose middle a place lies most. Views of the one lie in the picture as those of the
/// other. Pure; any thread.

/// The inspection as if its part lay as in the reference picture: what the model said moves along.
Inspection inReferenceFrame(Inspection inspection, const Placement& placement);
/// `values` of the reference frame, [views][Pre-VCP, Post-VCP][layers][rows][columns], where they lie in the picture of `inspection`.
std::vector<float> carriedToPicture(const std::vector<float>& values, const Inspection& inspection, const Placement& placement);

}  // namespace inference::judging
