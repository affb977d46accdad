#pragma once

#include "model/torch_p.h"

#include <vector>

namespace inference::model {

using at::Tensor;

/// y = x W^T + b; weight [out, in]
struct Linear {
    Tensor weight;
    Tensor bias;
    Tensor operator()(const Tensor& x) const { return at::linear(x, weight, bias); }
};

struct LayerNorm {
    Tensor weight;
    Tensor bias;
    double epsilon = 1e-5;
    Tensor operator()(const Tensor& x) const { return at::layer_norm(x, weight.sizes(), weight, bias, epsilon); }
};

/// One residual attention block of a CLIP tower of width W.
struct Block {
    LayerNorm beforeAttention;
    Linear queryKeyValue;  ///< [3W, W]
    Linear attentionOut;   ///< [W, W]
    LayerNorm beforeMlp;
    Linear expand;         ///< [4W, W]
    Linear contract;       ///< [W, 4W]
};

struct VisionTower {
    Tensor patchWeight;        ///< conv1 [D, 3, P, P], no bias
    Tensor classToken;         ///< [D], its position already added
    Tensor positions;          ///< [L, D], resized to the input's grid
    LayerNorm beforeBlocks;
    std::vector<Block> blocks;
    LayerNorm afterBlocks;
    Tensor projection;         ///< [D, E]
    int patch = 0;
};

struct TextTower {
    std::vector<Block> blocks;
    LayerNorm promptNorm;      ///< epsilon 1e-6
    LayerNorm finalNorm;
    Tensor projection;         ///< [T, E]
    Tensor shallowPrompt;      ///< [n, T], projected
    Tensor deepPrompts;        ///< [layers - 1, n, T], projected
};

/// Pre-VCP: the visual context put into the text.
struct PreVcp {
    Tensor query;              ///< [1, r, E]
    Linear convolution;        ///< Conv1d(1 -> r, 3): weight [r, 1, 3]
    std::vector<Linear> taps;  ///< D -> E, one per tapped layer
    Tensor scale;              ///< [], exp(tau1)
};

/// Post-VCP: the text attended to the patches.
struct PostVcp {
    Linear query;   ///< [D, T]
    Tensor key;     ///< [D, D]; its bias cancels in the softmax
    Linear value;   ///< [D, D]
    Linear out;     ///< [D, D]
    Tensor scale;   ///< [], exp(tau2)
    static constexpr int heads = 8;
};

/// softmax(q k^T / sqrt(d)) v for all heads. Where a gradient is wanted all weights are kept, but for half precision on a
/// card; else never more than a block of queries' weights is held.
/// queryKeyValue [B, N, 3W] -> [B, N, W]
Tensor selfAttention(const Tensor& queryKeyValue, int heads);

/// x + MLP(LN(x)) with the exact GELU. [.., W] -> [.., W]
Tensor mlpResidual(const Block& block, const Tensor& x);

}  // namespace inference::model
