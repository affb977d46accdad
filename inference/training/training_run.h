#pragma once

#include "core/anomaly_map.h"
#include "training/example_source.h"
#include "training/trainer.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace inference::training {

/// How long and in which steps a model learns.
struct TrainingPlan {
    int epochs = 10;
    int batch = 32;               ///< images of a step
    bool cosine = false;          ///< rates fall along half a cosine to a hundredth; published: constant
    int warmUpSteps = 0;          ///< rates rise from 0
    double alpha = 0.8;           ///< by which maps are blended and smoothed for the validation
    double sigma = 8;
    int exampleThreads = 1;       ///< that make examples while the model learns; changes no number
    int patience = 0;             ///< epochs without a better one after which it stops; 0: never
    std::string fingerprint;      ///< of everything that makes up this training: a folder of another one is refused
};

/// One epoch, as training.json keeps it.
struct EpochFigures {
    double loss = 0;                     ///< mean over its steps
    std::optional<double> pixelAp;       ///< means over the products of the validation; none where nothing can be said
    std::optional<double> pixelAuroc;
    std::optional<double> imageAuroc;
    double seconds = 0;
    friend bool operator==(const EpochFigures&, const EpochFigures&) = default;
};

/// What the model of an epoch makes of one image of the validation; valid while it is told.
struct EpochExample {
    std::size_t number;                ///< from 1: its place in tellingImages(), the same after every epoch
    std::size_t of;                    ///< greatestExamples at most
    const ValidationExample& example;
    const AnomalyMap& map;             ///< S x S, 0..1
};
inline constexpr std::size_t greatestExamples = 4;

/// What is told while a training runs, on its thread.
struct TrainingEvents {
    /// step (from 1) of steps in epoch (from 1).
    std::function<void(int epoch, int step, int steps, double loss)> stepped;
    std::function<void(int epoch, const EpochFigures&, bool best)> epochEnded;
    /// Memory ran out: from now on `together` images go through the model at once. The steps stay what they are.
    std::function<void(int together)> passHalved;
    /// `number` of `total` images of the validation are judged.
    std::function<void(std::size_t number, std::size_t total)> validated;
    /// Before the epoch's end is told; in the order of the validation's images.
    std::function<void(int epoch, const EpochExample& example)> exampleMapped;
};

struct TrainingResult {
    std::vector<EpochFigures> epochs;
    int best = 0;            ///< from 1
    bool stoppedEarly = false;
};

/// Trains epoch by epoch in `folder`. After each one the state is written, then training.json, which names it: killed at any
/// moment, the folder holds the last whole epoch, and the next call goes on from it to the same numbers. The weights of the best
/// epoch (greatest pixel AP; without a validation the last) lie there as vcp.pth, and as clip.safetensors where the towers learn.
/// The examples are made ahead on a thread of its own. Throws Error: LossNotFinite (what was written stays), WriteFailed,
/// OutOfMemory for a single image, TrainingInvalid for a training.json that can't be read, TrainingOther for a folder of another
/// training, what the sources throw; Cancelled.
TrainingResult train(Trainer& trainer, const ExampleSource& examples, const ValidationSource* validation, const TrainingPlan& plan,
                     const std::filesystem::path& folder, const TrainingEvents& events, std::stop_token stop = {});

}  // namespace inference::training
