#pragma once

#include "training/datasets/dataset.h"

namespace app {

/// Leaves the products `wanted` (empty: all), and of the problems those that may concern what is evaluated. Pure; any thread.
void keepEvaluated(inference::datasets::Dataset& dataset, const std::vector<std::string>& wanted, inference::datasets::Split split);

}  // namespace app
