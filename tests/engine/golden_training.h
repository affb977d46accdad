#pragma once

#include "golden.h"

#include "training/trainer.h"

#include <map>

namespace golden {

/// As the reference trained: published rates, no dropout; size and layers of golden.json.
inference::training::TrainerOptions trainingOptions(const std::filesystem::path& folder, const std::string& device);

inference::training::Trainer trainerOf(const std::filesystem::path& folder, const inference::training::TrainerOptions& options);

/// What the reference learned from: the first two golden images, normalised.
struct TrainingBatch {
    std::vector<float> pixels;
    std::vector<std::uint8_t> masks;
};
TrainingBatch trainingBatch(const std::filesystem::path& folder);

/// Tensors of train.safetensors whose names begin with `prefix` ("grad.", "after."), by the rest of their names.
std::map<std::string, std::vector<float>> trainingTensors(const std::filesystem::path& folder, const std::string& prefix);

/// Zero but for rounding: a constant added to every key leaves the softmax alone, and the context's bias is spread by two norms.
bool isNearlyZero(const std::string& parameter);

/// The losses of three steps (within 1e-4), and every gradient of the first (within 1e-3 of its tensor's largest value; one that is nearly
/// zero below 1e-6; one the reference doesn't have differs without limit).
std::vector<Figure> compareTraining(const std::filesystem::path& folder, const std::string& device);

}  // namespace golden
