#pragma once

#include "app/store/review_entry.h"
#include "core/recipe.h"

#include <string>
#include <utility>
#include <vector>

namespace app {

/// What changed between two golden sets, a change for each image, without reason and recipe. Images that left come first, then
/// in the order of `after`. Pure.
std::vector<std::pair<std::string, GoldenChange>> goldenChanges(const std::vector<inference::GoldenPart>& before,
                                                                const std::vector<inference::GoldenPart>& after);

}  // namespace app
