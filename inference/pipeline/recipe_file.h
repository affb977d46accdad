#pragma once

#include "core/recipe.h"

#include <filesystem>

namespace inference::pipeline {

/// Recipe <-> one readable JSON file {"format": "vcp-recipe", "version": 1, "alpha", "sigma", "score", "limits"}.
/// A key that is absent keeps the value of `defaults`. Throws Error: FileMissing, FileUnreadable, RecipeInvalid naming the
/// key or the place; each names the file.
Recipe readRecipe(const std::filesystem::path& path, const Recipe& defaults);

/// Throws Error(WriteFailed).
void writeRecipe(const std::filesystem::path& path, const Recipe& recipe);

}  // namespace inference::pipeline
