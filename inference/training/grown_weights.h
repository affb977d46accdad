#pragma once

#include "weights/clip_weights.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace inference::training {

/// The layers that a model of `depth` blocks taps, counted from 1, evenly apart, the last one among them: the later blocks see more; the
/// first alone sees little else than edges.
std::vector<int> evenTaps(int depth, int taps);

/// Whether a tower of `from` blocks, tapped evenly, can be grown to `to`: no tap may lie nearer behind the one before it than it did, since
/// blocks that are new go just before a tap.
bool canGrow(int from, int to, int taps);

/// `clip` with `depth` blocks in its vision tower and the same answers: the blocks that are new add nothing to what goes through them until
/// they have learned to (Net2DeeperNet, Chen, Goodfellow, Shlens 2016). They lie just before the layers that are tapped, so that each tap
/// sees what it saw. Written as safetensors; the same for a seed on the same LibTorch.
/// Throws Error(BadInput) where it can't be grown so, Error(WriteFailed), and what reading throws.
void writeGrownWeights(const weights::ClipWeights& clip, int depth, int taps, std::uint64_t seed, const std::filesystem::path& path);

}  // namespace inference::training
