#pragma once

#include "evaluation/mcnemar.h"
#include "training/validation.h"

namespace app {

/// What a training changed on the images that it is judged by.
struct TrainGuard {
    inference::evaluation::Metrics before;
    inference::evaluation::Metrics after;
    inference::evaluation::McNemar verdicts;  ///< first: before; of the images for which both have a verdict

    /// The trained model finds pixels less well (images, where no pixels are marked), or its verdicts are worse beyond chance (p < 0.05).
    bool isWorse() const;
};

/// Pure.
TrainGuard compared(const inference::training::ValidationFigures& before, const inference::training::ValidationFigures& after);

/// On stdout: sentences, or the line {"event": "guard", "before": {pixel_ap, ...}, "after": {...}, "images", "both_right", "only_before",
/// "only_after", "both_wrong", "p_value", "worse"}.
void tell(const TrainGuard& guard, bool jsonLines);

}  // namespace app
