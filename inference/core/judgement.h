#pragma once

#include "core/defect.h"

#include <vector>

namespace inference {

/// The machine's verdict on one part.
enum class Verdict { Pass, Review, Fail };

/// What a recipe makes of an inspection.
struct Judgement {
    Verdict verdict = Verdict::Pass;
    double score = 0;             ///< 0..1, by the recipe's score rule
    Verdict scoreVerdict = Verdict::Pass;  ///< of the score alone; pass where the recipe has no score limits
    std::vector<Defect> defects;  ///< regions at or above the review limit, failing ones first, then largest first
};

}  // namespace inference
