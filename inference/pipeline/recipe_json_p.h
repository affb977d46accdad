#pragma once

#include "core/recipe.h"
#include "pipeline/json_fields_p.h"

namespace inference::pipeline {

/// The score object {"rule", "fraction", "level", "fail", "review"} into a recipe and out of it. A rule, fraction or level that isn't given is
/// the one before; without "fail" the score isn't judged. Throws Error(invalid, {"score..."}), Error(RecipeLimits).
void readScore(const Json& object, Recipe& recipe, ErrorCode invalid);
Json scoreJson(const Recipe& recipe);

/// The limits object {"fail", "review", "grow", "min_area", "min_length"} inside `object`. A review limit that isn't given is
/// the one before, or the fail limit where that is lower. Throws Error(invalid, {key}), Error(RecipeLimits) for limits that cross.
void readLimits(const Json& object, RegionRule& rule, ErrorCode invalid);
Json limitsJson(const RegionRule& rule);

/// Throws Error(RecipeInvalid) with the path of the first key that a recipe file doesn't know.
void requireKnownKeys(const Json& recipe);

/// Everything else of a recipe file: name, model, tiles, gate, baseline, anchor, polygons, calibration, golden parts, limit samples.
void readProduct(const Json& object, Recipe& recipe);
/// All of a recipe file.
Json recipeJson(const Recipe& recipe);

}  // namespace inference::pipeline
