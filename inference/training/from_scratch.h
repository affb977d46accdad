#pragma once

#include "training/drawn_examples.h"
#include "training/fresh_weights.h"
#include "training/trainer.h"
#include "training/training_run.h"

#include <filesystem>

namespace inference::training {

/// How a small model is trained from nothing, or on from one that was, on drawn parts, its towers too. Made of it, a training is the
/// same whichever program runs it.
struct FromScratch {
    FreshShape shape;             ///< of fresh weights
    std::filesystem::path beginWith;  ///< folder of clip.safetensors and vcp.pth to begin with; empty: fresh weights
    int grownTo = 0;              ///< blocks that the vision tower of `beginWith` is grown to, its answers the same; 0: left as it is
    TrainerOptions trainer;
    TrainingPlan plan;
    std::size_t drawn = 8192;     ///< examples an epoch
    DrawnUse use;                 ///< of each drawn picture
    std::size_t validation = 24;  ///< images of each kind of product to judge an epoch by
    std::uint64_t seed = 333;
};

/// Rates for learning from nothing; maps are blended and smoothed as published, the Gaussian by the size of the patch.
FromScratch fromScratch();

/// What follows from the rest, once that is set: with `beginWith` the shape, which is that of the weights there; tapped layers, trained
/// grid, sigma and fingerprint. Throws Error: what ClipWeights::open and VcpWeights::open throw, WeightsClash, BadInput("depth") where
/// it can't be grown so.
void settle(FromScratch& training);

/// The weights that it begins with: those of `beginWith`, or grown or fresh ones in `folder` as begin-clip.safetensors and begin-vcp.pth,
/// the same bytes each time. Throws what writeFreshWeights and writeGrownWeights throw, Error(BadInput) where `folder` is `beginWith`.
struct Beginning {
    std::filesystem::path clip;
    std::filesystem::path vcp;
};
Beginning writeBeginning(const FromScratch& training, const std::filesystem::path& folder);

/// Everything on which the numbers of a training hang, as JSON: `source` says what it learns from and is judged by, `beginning` what
/// weights it begins with.
std::string fingerprintOf(const TrainerOptions& trainer, const TrainingPlan& plan, std::uint64_t seed, const std::string& source, const std::string& beginning);
std::string drawnSource(std::size_t drawn, std::size_t validation, const DrawnUse& use);

}  // namespace inference::training
