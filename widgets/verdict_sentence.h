#pragma once

#include "core/judgement.h"
#include "core/recipe.h"

#include <QString>

#include <span>

namespace widgets {

/// Why the machine says so, in the person's language, with the numbers that decided:
/// "Region 1: peak 0.83 ≥ limit 0.60, area 1,240 px² ≥ 25 px²." and how many more regions reach the same limit; what is wrong with the picture comes last.
/// `peaks` are the greatest values that are judged, 0..1: [0] in no zone, [i + 1] in zone i; they tell a quiet part from one
/// whose regions are merely too small or too short.
/// Regions count from 1, in the order of the judgement.
QString verdictSentence(const inference::Judgement& judgement, const inference::Recipe& recipe, std::span<const float> peaks);

}  // namespace widgets
