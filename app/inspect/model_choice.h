#pragma once

#include "app/inspect/arguments.h"
#include "core/recipe.h"
#include "pipeline/model_bundle.h"

#include <filesystem>

namespace inference::pipeline {
struct LoadedModel;
}

namespace app {

/// The options by which every command that runs a model is told which: --model or --clip and --vcp, with --image-size,
/// --layers, --device and --precision.
std::vector<Option> modelOptions();

/// The model that was asked for; without any, the bundled one.
/// Throws UsageError, and inference::Error as readBundle() does.
inference::pipeline::ModelBundle chooseModel(const Arguments& arguments);

/// Readies this computer for a model, logs what it has, and says on stderr what makes it slow, unless `quiet`.
void prepareMachine(bool quiet);

/// Throws inference::Error(RecipeModel) naming the recipe's file where it was tuned for another model: its limits mean something else then.
void requireModel(const inference::Recipe& recipe, const std::filesystem::path& file, const inference::pipeline::LoadedModel& model);

}  // namespace app
