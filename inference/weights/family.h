#pragma once

#include "weights/expected.h"

namespace inference::weights {

enum class Family { Clip, Vcp };

/// Throws Error(WeightsFamily, {"VCP-CLIP", "CLIP"} and the like) when the names are those of the other family, and
/// {"", ...} when they are of neither.
void checkFamily(const TensorMap& tensors, Family expected);

}  // namespace inference::weights
