#include "training/loss_p.h"

#include <cmath>

namespace inference::training {
namespace {

constexpr double smooth = 1e-5;  // of the labels, and of what a logarithm is taken of

}  // namespace

Tensor probabilityMap(const Tensor& difference, std::int64_t size)
{
    const auto batch = difference.size(0), grid = std::int64_t(std::lround(std::sqrt(double(difference.size(1)))));
    return at::upsample_bilinear2d(difference.reshape({batch, 1, grid, grid}), {size, size}, true).squeeze(1).sigmoid();
}

Tensor focalLoss(const Tensor& p, const Tensor& masks)
{
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

Tensor extremesLoss(const model::Differences& differences, const Tensor& masks)
{
    constexpr double post = 0.8, least = 1e-4;
    constexpr std::int64_t greatest = 3;
    const auto batch = masks.size(0), size = masks.size(1), grid = std::int64_t(std::lround(std::sqrt(double(differences.pre.front().size(1)))));
    const auto mean = [](const std::vector<Tensor>& branch) { return at::stack(branch).sigmoid().mean(0); };
    const Tensor map = (1 - post) * mean(differences.pre) + post * mean(differences.post);                        // [B, L]
    const Tensor damagedGrid = at::max_pool2d(masks.view({batch, 1, size, size}), size / grid);                    // [B, 1, g, g]
    const Tensor damaged = damagedGrid.flatten(1), near = at::max_pool2d(damagedGrid, 3, 1, 1).flatten(1);          // [B, L]
    const Tensor clean = std::get<0>((map * (1 - near)).topk(std::min(greatest, map.size(1)), 1)).mean(1);          // [B]
    const Tensor there = damaged.amax(1);                                                                         // [B]
    return -((1 - clean + least).log() + there * ((map * damaged).amax(1) + least).log()).mean();
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

namespace {

/// What all maps are compared with.
struct Truth {
    const Tensor& masks;  ///< [B, S, S]
    Tensor base;          ///< the probability given to what is there is base + change * p
    Tensor change;
    Tensor there;         ///< damaged pixels [B, 1, 1]
};

Truth truthOf(const Tensor& masks)
{
    const Tensor damaged = masks.clamp(smooth, 1 - smooth), good = (1 - masks).clamp(smooth, 1 - smooth);
    return {masks, good + smooth, damaged - good, masks.sum({1, 2}, true)};
}

struct MapSlope {
    Tensor loss;
    Tensor gradient;  ///< of the loss by the logit differences [B, L]
};

/// Focal and dice loss of one map.
MapSlope mapSlope(const Tensor& difference, const Truth& truth, const LossWeights& weights)
{
    const auto batch = difference.size(0), size = truth.masks.size(1), grid = std::int64_t(std::lround(std::sqrt(double(difference.size(1)))));
    const Tensor p = probabilityMap(difference, size);                                                    // [B, S, S]
    const Tensor right = at::addcmul(truth.base, truth.change, p), wrong = 1 - right, logarithm = right.log(), squared = wrong.square();
    const Tensor twice = 2 * (p * truth.masks).sum({1, 2}, true) + 1, all = p.sum({1, 2}, true) + truth.there + 1;  // [B, 1, 1]
    const Tensor loss = weights.dice * (1 - (twice / all).mean()) - weights.focal * (squared * logarithm).mean();
    const double focal = weights.focal / double(p.numel()), dice = weights.dice / double(batch);
    Tensor slope = wrong.mul_(logarithm).mul_(2).sub_(squared.div_(right)).mul_(truth.change).mul_(focal);  // of the focal loss by p
    slope.addcmul_(truth.masks, -2 * dice / all).add_(dice * twice / all.square());
    slope.mul_(p).mul_(1 - p);
    const Tensor gradient = at::upsample_bilinear2d_backward(slope.unsqueeze(1), {size, size}, {batch, 1, grid, grid}, true);
    return {loss, gradient.view_as(difference)};
}

}  // namespace

LossSlope lossSlope(const model::Differences& differences, const Tensor& masks, const LossWeights& weights)
{
    const Truth truth = truthOf(masks);
    LossSlope sum {at::zeros({}, masks.options()), at::zeros({}, masks.options())};
    for (const auto* const branch : {&differences.pre, &differences.post})
        for (const Tensor& difference : *branch) {
            const MapSlope map = mapSlope(difference.detach(), truth, weights);
            sum.loss += map.loss;
            sum.slope = sum.slope + (difference * map.gradient).sum();
        }
    if (weights.extremes > 0) {
        const Tensor extremes = weights.extremes * extremesLoss(differences, masks);
        sum.loss += extremes.detach();
        sum.slope = sum.slope + extremes;
    }
    return sum;
}

}  // namespace inference::training
