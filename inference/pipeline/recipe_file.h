#pragma once

#include "core/recipe.h"

#include <filesystem>
#include <string>

namespace inference::pipeline {

/// Recipe <-> one readable JSON file {"format": "vcp-recipe", "version": 2, ...}; the keys stand in the README. Files of version 1
/// (without zones) are read too. A key that is absent keeps the value of `defaults`; an unknown key of any object is refused by
/// its path ("zones[0].limits.mn_area"), so that a slip of the pen doesn't silently leave a limit as it was. `model`, where given, must be the recipe's own if it names one.
/// Throws Error: FileMissing, FileUnreadable, RecipeInvalid naming the key or the place, RecipeVersion, RecipeLimits for
/// limits that cross, RecipeOutline for a polygon outside its image, RecipeModel; each names the file.
Recipe readRecipe(const std::filesystem::path& path, const Recipe& defaults, const std::string& model = {});

/// The JSON text of a recipe file, keys sorted: for results and reports that hold the recipe they were made with.
std::string recipeText(const Recipe& recipe);
/// And back. Throws as readRecipe() does, without a file.
Recipe recipeFromText(const std::string& text, const Recipe& defaults, const std::string& model = {});

/// SHA-256 of the canonical text: no spaces, keys sorted, shortest numbers.
std::string recipeHash(const Recipe& recipe);

/// What a recipe knows a model by: SHA-256 over both files' SHA-256.
std::string modelHash(const std::string& clipSha256, const std::string& vcpSha256);

/// Written beside, pushed to the disk and renamed over. Throws Error(WriteFailed); and what readRecipe() would throw for a recipe
/// that it would refuse, such as one with too many zones: nothing is written then.
void writeRecipe(const std::filesystem::path& path, const Recipe& recipe);

}  // namespace inference::pipeline
