#include "training/memory_need.h"

#include "training/parameters_p.h"

#include <algorithm>

namespace inference::training {
namespace {

using std::uint64_t;

constexpr uint64_t bytes = sizeof(float);

/// LibTorch, Qt and OpenCV once loaded, on the CPU.
constexpr uint64_t libraries = 180u << 20;

/// What a block of a tower keeps for its gradient, in numbers for each token and unit of width: two norms, q, k and v, the attention's
/// answer and its projection, both residual sums, and four times the width before and after the activation.
constexpr uint64_t keptByBlock = 18;
/// What is alive at once without a gradient: the residual, q, k, v and the widened layer.
constexpr uint64_t aliveInBlock = 9;
/// Maps of S x S that one tap of one branch keeps: upsampled, its sigmoid, and the terms of both losses.
constexpr uint64_t keptMaps = 10;

uint64_t elementsOf(const weights::WeightSet& set)
{
    uint64_t sum = 0;
    for (const auto& [name, source] : set.sources())
        sum += uint64_t(set.elements(name));
    return sum;
}

}  // namespace

MemoryNeed memoryNeed(const weights::ClipWeights& clip, const weights::VcpWeights& vcp, const TrainerOptions& options, int batch, std::size_t images)
{
    const auto size = uint64_t(options.model.imageSize), grid = size / uint64_t(clip.shape.patch), tokens = grid * grid + 1;
    const auto width = uint64_t(clip.shape.visionWidth), embed = uint64_t(clip.shape.embed), depth = uint64_t(clip.shape.visionLayers);
    const auto taps = uint64_t(vcp.shape.taps), together = uint64_t(std::clamp(options.together, 1, batch));
    const uint64_t all = elementsOf(clip.tensors) + elementsOf(vcp.tensors);
    const uint64_t learning = options.towers ? all : elementsOf(vcp.tensors);

    const uint64_t tower = options.towers ? tokens * width * depth * keptByBlock : tokens * width * (aliveInBlock + taps);
    const uint64_t attention = options.towers ? tokens * tokens * (width / 64) * depth : 0;
    const uint64_t text = 2 * uint64_t(clip.shape.contextLength) * uint64_t(clip.shape.textWidth) * uint64_t(clip.shape.textLayers) * keptByBlock;
    const uint64_t heads = taps * (tokens * (2 * embed + 3 * width) + 2 * size * size * keptMaps);
    const uint64_t image = size * size * 3;
    MemoryNeed need;
    need.program = libraries;
    need.weights = all * bytes;
    need.learning = learning * bytes * (options.average > 0 ? 4 : 3);
    need.pass = together * (tower + attention + text + heads) * bytes;
    // Three batches of bytes, image and mask, and one as normalised pixels and masks.
    need.examples = uint64_t(batch) * (3 * size * size * 4 + (image + size * size) * bytes);
    if (!options.towers)
        need.kept = std::min<uint64_t>(options.keptFeatures, images * (taps * tokens * width + embed) * bytes);
    return need;
}

}  // namespace inference::training
