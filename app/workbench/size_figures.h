#pragma once

#include "pipeline/model_bundle.h"

#include <map>

namespace app {

/// What a model finds at inputs of several sizes, as its maker measured: side in pixels -> pixel AP, 0..1. From `sizes.json` beside model.json:
/// {"vcp_sha256": of the weights that were measured, "pixel_ap": {"224": 0.85, ...}}. Empty where there is none, where it is of other weights or where
/// it can't be read. Reads at most 64 kB; any thread.
std::map<int, double> sizeFigures(const inference::pipeline::ModelBundle& bundle);

}  // namespace app
