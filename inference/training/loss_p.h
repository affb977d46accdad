#pragma once

#include "model/forward_p.h"

namespace inference::training {

using at::Tensor;

struct LossWeights {
    double focal = 1;
    double dice = 1;
    double extremes = 0;
};

/// Logit differences [B, L] of one tap and branch -> probability of "damaged" [B, S, S]: the published code upsamples both logits,
/// bilinear with aligned corners, and takes the softmax, which is the sigmoid of the upsampled difference.
Tensor probabilityMap(const Tensor& difference, std::int64_t size);

/// The published focal loss of probabilities p [B, S, S] against masks of 0 and 1: gamma 2, no alpha, labels clamped to 1e-5.
Tensor focalLoss(const Tensor& p, const Tensor& masks);

/// 1 - the mean over images of the dice coefficient, smoothed by 1.
Tensor diceLoss(const Tensor& p, const Tensor& masks);

/// What a picture is judged by: of the mean map of the taps, blended as maps are, the three greatest patches that are not and don't touch a
/// damaged one should be 0, the greatest damaged one 1; the mean over images of both logarithms. A patch with a damaged pixel is damaged.
Tensor extremesLoss(const model::Differences& differences, const Tensor& masks);

/// Both published losses summed over every tap of both branches. masks [B, S, S] float.
Tensor lossOf(const model::Differences& differences, const Tensor& masks, const LossWeights& weights);

/// All losses, and something to go back from: its gradient is theirs. That of the published ones is worked out by hand, in half of the passes
/// over maps of S x S that autograd takes.
struct LossSlope {
    Tensor loss;
    Tensor slope;
};
LossSlope lossSlope(const model::Differences& differences, const Tensor& masks, const LossWeights& weights);

}  // namespace inference::training
