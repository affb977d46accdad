#pragma once

#include "training/trainer.h"

namespace inference::training {

/// How much memory a training will take, in bytes: an estimate from sizes alone, for the CPU.
struct MemoryNeed {
    std::uint64_t program = 0;   ///< libraries and what they keep
    std::uint64_t weights = 0;   ///< all of them as float32
    std::uint64_t learning = 0;  ///< gradients and both moments of what learns
    std::uint64_t pass = 0;      ///< what TrainerOptions::together images leave behind until the gradient has gone back through them
    std::uint64_t examples = 0;  ///< the batch that is learned from and those made ahead
    std::uint64_t kept = 0;      ///< the most that TrainerOptions::keptFeatures allows
    std::uint64_t total() const { return program + weights + learning + pass + examples + kept; }
};

/// `images`: how many different ones the training has (each can be kept once). Reads no weights. Pure.
MemoryNeed memoryNeed(const weights::ClipWeights& clip, const weights::VcpWeights& vcp, const TrainerOptions& options, int batch, std::size_t images);

}  // namespace inference::training
