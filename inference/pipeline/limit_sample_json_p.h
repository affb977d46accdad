#pragma once

#include "core/limit_sample.h"
#include "pipeline/json_fields_p.h"

#include <string_view>
#include <vector>

namespace inference::pipeline {

inline constexpr std::string_view limitSampleKeys[] {"good", "class", "note", "part", "image", "by", "utc", "area_px", "length_px", "width_px", "peak", "peak_at", "box", "mm_per_pixel", "cut", "jpeg"};

/// The limit samples of a recipe file; none where it has none. Their pictures are bytes here, which nobody has looked into: whoever decodes them bounds their
/// size. Throws Error(RecipeInvalid) with the key's path.
std::vector<LimitSample> limitSamplesIn(const Json& recipe);
Json limitSampleJson(const LimitSample& sample);

}  // namespace inference::pipeline
