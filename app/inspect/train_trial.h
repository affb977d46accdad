#pragma once

#include "training/trainer.h"
#include "training/training_run.h"

#include <optional>

namespace app {

/// How long the parts of a training take on this machine, in seconds.
struct TrainTrial {
    double learned = 0;  ///< to learn from one image
    double again = 0;    ///< the same for one whose features are kept from an epoch before; `learned` where none are
    double made = 0;     ///< to read and change one image, beside learning
    double judged = 0;   ///< to judge one image
};

/// Lets `trainer` take a few steps on the first images of `examples` and judge a few of `validation`: about ten seconds, longer where
/// a single image takes longer. The trainer is of no other use afterwards. Throws Error: OutOfMemory where not even one image fits; what the
/// sources throw; Cancelled.
TrainTrial tryOut(inference::training::Trainer& trainer, const inference::training::ExampleSource& examples,
                  const inference::training::ValidationSource* validation, const std::stop_token& stop);

/// Seconds of a whole training of `images` an epoch that is judged by `judged` after each one, and of putting its result beside the beginning at
/// the end. `kept`: the features of all images are kept. Pure.
double secondsOf(const TrainTrial& trial, const inference::training::TrainingPlan& plan, std::size_t images, std::size_t judged, bool kept);

}  // namespace app
