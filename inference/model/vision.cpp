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

Tensor embedPatches(const VisionTower& tower, const Tensor& pixels)
{
    const auto batch = pixels.size(0), width = tower.patchWeight.size(0);
    const Tensor grid = at::conv2d(pixels, tower.patchWeight, {}, tower.patch);                 // [B, D, g, g]
    const Tensor patches = grid.flatten(2).transpose(1, 2) + tower.positions;                   // [B, L, D]
    const Tensor first = tower.classToken.expand({batch, 1, width});                            // [B, 1, D]
    return tower.beforeBlocks(at::cat({first, patches}, 1));                                    // [B, 1 + L, D]
}

Tensor globalFeature(const VisionTower& tower, const Tensor& x)
{
    return at::matmul(tower.afterBlocks(x.select(1, 0)), tower.projection);                     // [B, E]
}

VisionFeatures encodeImage(const VisionTower& tower, const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop)
{
    Tensor x = embedPatches(tower, pixels);                                                     // [B, 1 + L, D]
    const auto width = x.size(2);

    VisionFeatures features;
    const int heads = int(width / 64);
    for (std::size_t i = 0; i < tower.blocks.size(); ++i) {
        if (stop.stop_requested())
            throw Cancelled();
        const Block& block = tower.blocks[i];
        x = x + block.attentionOut(selfAttention(block.queryKeyValue(block.beforeAttention(x)), heads));
        x = mlpResidual(block, x);
        if (std::ranges::binary_search(layers, int(i) + 1))
            features.taps.push_back(x);
    }
    features.global = globalFeature(tower, x);                                                  // [B, E]
    return features;
}

}  // namespace inference::model
