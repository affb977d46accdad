#pragma once

#include "training/datasets/dataset.h"

#include <stop_token>

namespace inference::datasets {

/// Looks at the header of every image and of every mask picture: what could not be read, and masks of another size than their image
/// (ImageUnreadable, MaskUnreadable, MaskSize). Decodes nothing. Throws Cancelled. Blocking; any thread.
std::vector<Problem> checkFiles(const Dataset& dataset, const std::stop_token& stop = {});

}  // namespace inference::datasets
