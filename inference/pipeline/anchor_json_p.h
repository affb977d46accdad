#pragma once

#include "core/anchor.h"
#include "pipeline/json_fields_p.h"

#include <optional>
#include <string_view>

namespace inference::pipeline {

/// What an object "anchor" may hold.
constexpr std::string_view anchorKeys[] {"used", "picture", "mark", "shift", "turn", "match", "grey"};

/// The object "anchor" of a recipe, its grey copy as hexadecimal digits, a text a row. Absent: there is none, whatever was before.
/// Throws Error(RecipeInvalid) with the key.
std::optional<Anchor> anchorIn(const Json& recipe);
Json anchorJson(const Anchor& anchor);

}  // namespace inference::pipeline
