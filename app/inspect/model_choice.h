#pragma once

#include "app/inspect/arguments.h"
#include "pipeline/model_bundle.h"

namespace app {

/// The options by which every command that runs a model is told which: --model or --clip and --vcp, with --image-size,
/// --layers, --device and --precision.
std::vector<Option> modelOptions();

/// The model that was asked for; without any, the bundled one.
/// Throws UsageError, and inference::Error as readBundle() does.
inference::pipeline::ModelBundle chooseModel(const Arguments& arguments);

}  // namespace app
