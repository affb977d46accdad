#include "training/loss_p.h"

#include <cmath>

namespace inference::training {

Tensor probabilityMap(const Tensor& difference, std::int64_t size)
{
    const auto batch = difference.size(0), grid = std::int64_t(std::lround(std::sqrt(double(difference.size(1)))));
    return at::upsample_bilinear2d(difference.reshape({batch, 1, grid, grid}), {size, size}, true).squeeze(1).sigmoid();
}

Tensor focalLoss(const Tensor& p, const Tensor& masks)
{
    constexpr double smooth = 1e-5;
    const Tensor damaged = masks.clamp(smooth, 1 - smooth), good = (1 - masks).clamp(smooth, 1 - smooth);
    const Tensor right = good * (1 - p) + damaged * p + smooth;  // the probability given to what is there
    return -((1 - right).square() * right.log()).mean();
}

Tensor diceLoss(const Tensor& p, const Tensor& masks)
{
    const Tensor found = p.flatten(1), there = masks.flatten(1);
    const Tensor both = (found * there).sum(1);
    return 1 - ((2 * both + 1) / (found.sum(1) + there.sum(1) + 1)).mean();
}

Tensor lossOf(const model::Differences& differences, const Tensor& masks, const LossWeights& weights)
{
    Tensor loss = at::zeros({}, masks.options());
    for (const auto* const branch : {&differences.pre, &differences.post})
        for (const Tensor& difference : *branch) {
            const Tensor p = probabilityMap(difference, masks.size(1));
            loss = loss + weights.focal * focalLoss(p, masks) + weights.dice * diceLoss(p, masks);
        }
    return loss;
}

}  // namespace inference::training
