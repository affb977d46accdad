#include "model/vision_p.h"

#include "core/detector.h"
#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace inference::model {

Tensor resizePositions(const Tensor& embedding, int grid)
{
    const auto trained = std::int64_t(std::lround(std::sqrt(double(embedding.size(0) - 1))));
    const Tensor patches = embedding.narrow(0, 1, trained * trained);  // [G*G, D]
    if (trained == grid)
        return patches.contiguous();
    const Tensor image = patches.view({1, trained, trained, -1}).permute({0, 3, 1, 2}).contiguous();          // [1, D, G, G]
    const Tensor resized = at::_upsample_bicubic2d_aa(image, {grid, grid}, false);                            // [1, D, g, g]
    return resized.permute({0, 2, 3, 1}).reshape({std::int64_t(grid) * grid, -1}).contiguous();
}

namespace {

/// conv1 as one product of matrices: its patches don't overlap. cuDNN's convolutions of that form are slower, and choosing one is no step
/// of a graph. pixels [B, 3, S, S] -> [B, L, D]
Tensor patchProduct(const VisionTower& tower, const Tensor& pixels)
{
    const auto batch = pixels.size(0), width = tower.patchWeight.size(0), patch = std::int64_t(tower.patch), grid = pixels.size(2) / patch;
    const Tensor rows = pixels.view({batch, 3, grid, patch, grid, patch}).permute({0, 2, 4, 1, 3, 5}).reshape({batch * grid * grid, 3 * patch * patch});
    return at::linear(rows, tower.patchWeight.view({width, -1})).view({batch, grid * grid, width});
}

}  // namespace

Tensor embedPatches(const VisionTower& tower, const Tensor& pixels)
{
    const auto batch = pixels.size(0), width = tower.patchWeight.size(0);
    const Tensor patches = pixels.is_cuda() ? patchProduct(tower, pixels)
                                            : at::conv2d(pixels, tower.patchWeight, {}, tower.patch).flatten(2).transpose(1, 2);  // [B, L, D]
    const Tensor first = tower.classToken.expand({batch, 1, width});                            // [B, 1, D]
    return tower.beforeBlocks(at::cat({first, patches + tower.positions}, 1));                  // [B, 1 + L, D]
}

Tensor globalFeature(const VisionTower& tower, const Tensor& x)
{
    return at::matmul(tower.afterBlocks(x.select(1, 0)), tower.projection);                     // [B, E]
}

namespace {

LayerNorm cast(const LayerNorm& norm, at::ScalarType type)
{
    return {norm.weight.to(type), norm.bias.to(type), norm.epsilon};
}

Linear cast(const Linear& linear, at::ScalarType type)
{
    return {linear.weight.to(type), linear.bias.to(type)};
}

}  // namespace

VisionFeatures encodeImage(const VisionTower& tower, const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop)
{
    Tensor x = embedPatches(tower, pixels);                                                         // [B, 1 + L, D]
    VisionFeatures features;
    const int heads = int(x.size(2) / 64);
    for (std::size_t i = 0; i < tower.blocks.size(); ++i) {
        if (stop.stop_requested())
            throw Cancelled();
        const Block& block = tower.blocks[i];
        x = x + block.attentionOut(selfAttention(block.queryKeyValue(block.beforeAttention(x)), heads));
        x = mlpResidual(block, x);
        if (std::ranges::binary_search(layers, int(i) + 1))
            features.taps.push_back(x);
    }
    features.global = globalFeature(tower, x);
    return features;
}

HalfTower halved(const VisionTower& tower, at::ScalarType type, bool halfSum)
{
    HalfTower half {tower, {}, type, halfSum};
    half.around.blocks.clear();
    for (const Block& block : tower.blocks) {
        const auto norm = [&](const LayerNorm& whole) { return halfSum ? cast(whole, type) : whole; };
        half.blocks.push_back({norm(block.beforeAttention), cast(block.queryKeyValue, type), cast(block.attentionOut, type),
                               norm(block.beforeMlp), cast(block.expand, type), cast(block.contract, type)});
    }
    return half;
}

VisionFeatures encodeImage(const HalfTower& tower, const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop)
{
    const at::ScalarType sum = tower.halfSum ? tower.type : at::kFloat;
    Tensor x = embedPatches(tower.around, pixels).to(sum);                                          // [B, 1 + L, D]
    VisionFeatures features;
    const int heads = int(x.size(2) / 64);
    for (std::size_t i = 0; i < tower.blocks.size(); ++i) {
        if (stop.stop_requested())
            throw Cancelled();
        const Block& block = tower.blocks[i];
        // LibTorch's norm takes its mean and variance in float32 whatever it is given.
        x = x + block.attentionOut(selfAttention(block.queryKeyValue(block.beforeAttention(x).to(tower.type)), heads));
        x = x + block.contract(at::gelu(block.expand(block.beforeMlp(x).to(tower.type))));
        if (std::ranges::binary_search(layers, int(i) + 1))
            features.taps.push_back(x.to(at::kFloat));
    }
    features.global = globalFeature(tower.around, x.to(at::kFloat));
    return features;
}

}  // namespace inference::model
