#pragma once

#include "model/options.h"

#include <string>

namespace inference::pipeline {

/// SHA-256 over all of a model's options that decide the evidence beside the weights: input size, tapped layers, prompts, mean
/// and std. `layers` must name the blocks that are tapped in fact (ModelFacts::layers): an empty list is another hash than the
/// list it stands for. Device and precision don't count. 64 lower-case hex digits. Pure; any thread.
std::string optionsHash(const model::ModelOptions& options);

}  // namespace inference::pipeline
