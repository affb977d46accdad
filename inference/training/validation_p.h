#pragma once

#include "training/training_run.h"

namespace inference::training {

/// Pixel AP, pixel AUROC and image AUROC of the trainer's present weights, as means over products (as the published evaluation
/// makes them, images scored by the mean of the greatest values of both branches). Throws Cancelled.
void validate(Trainer& trainer, const ValidationSource& source, const TrainingPlan& plan, const TrainingEvents& events,
              const std::stop_token& stop, EpochFigures& figures);

}  // namespace inference::training
