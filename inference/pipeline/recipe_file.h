#pragma once

#include "core/recipe.h"

#include <filesystem>
#include <string>

namespace inference::pipeline {

/// Recipe <-> one readable JSON file {"format": "vcp-recipe", "version": 1, "alpha", "sigma", "score", "limits"}.
/// A key that is absent keeps the value of `defaults`. Throws Error: FileMissing, FileUnreadable, RecipeInvalid naming the
/// key or the place; each names the file.
Recipe readRecipe(const std::filesystem::path& path, const Recipe& defaults);

/// The JSON text of a recipe file, keys sorted: for results and reports that hold the recipe they were made with.
std::string recipeText(const Recipe& recipe);

/// Throws Error(WriteFailed).
void writeRecipe(const std::filesystem::path& path, const Recipe& recipe);

}  // namespace inference::pipeline
