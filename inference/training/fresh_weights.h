#pragma once

#include "model/options.h"
#include "weights/clip_weights.h"
#include "weights/vcp_weights.h"

#include <cstdint>
#include <filesystem>

namespace inference::training {

/// Sizes of a model to be trained from nothing.
struct FreshShape {
    int visionWidth = 128;  ///< a multiple of 64
    int visionLayers = 6;
    int patch = 8;
    int trainedGrid = 20;   ///< patches a side of the position embedding
    int textWidth = 64;     ///< a multiple of 64; the common space as well
    int textLayers = 2;
    int taps = 4;
    int contextTokens = 2;
};

/// Random weights in the published layouts: `clip` as safetensors, `vcp` as the published .pth. The same for a seed on the same
/// LibTorch. Words get an embedding only where the sentences use them. Blocks begin small (their outputs scaled by 1/sqrt(2 depth)),
/// as CLIP's do. Throws Error(WriteFailed), Error(BadInput) for sizes that no CLIP has.
void writeFreshWeights(const FreshShape& shape, const model::ModelOptions& options, std::uint64_t seed, const std::filesystem::path& clip,
                       const std::filesystem::path& vcp);

}  // namespace inference::training
