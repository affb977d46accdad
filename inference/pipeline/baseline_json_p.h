#pragma once

#include "core/baseline.h"
#include "pipeline/json_fields_p.h"

#include <optional>
#include <span>
#include <string_view>

namespace inference::pipeline {

/// What an object "baseline" may hold.
constexpr std::string_view baselineKeys[] {"used", "parts", "picture", "layers", "rows", "columns", "frame", "offsets"};

/// The object "baseline" of a recipe, its offsets as hexadecimal digits, a text a view. Absent: there is none, whatever was before.
/// Throws Error(RecipeInvalid) with the key; every size is bounded before memory is asked for.
std::optional<Baseline> baselineIn(const Json& recipe);
Json baselineJson(const Baseline& baseline);

}  // namespace inference::pipeline
