// attention-check: attention in blocks against the formula, for numbers of tokens in one block, several, and one more.
#include "model/network_p.h"

#include <c10/core/InferenceMode.h>

#include <cmath>
#include <cstdio>

namespace {

using at::Tensor;

/// softmax(q k^T / sqrt(d)) v as it is written. qkv [B, N, 3W] -> [B, N, W]
Tensor formula(const Tensor& qkv, int heads)
{
    const auto batch = qkv.size(0), tokens = qkv.size(1), width = qkv.size(2) / 3;
    const Tensor split = qkv.view({batch, tokens, 3, heads, width / heads}).permute({2, 0, 3, 1, 4});           // [3, B, H, N, d]
    const Tensor weights = (at::matmul(split[0], split[1].transpose(-1, -2)) / std::sqrt(double(width / heads))).softmax(-1);
    return at::matmul(weights, split[2]).transpose(1, 2).reshape({batch, tokens, width});
}

}  // namespace

int main()
{
    const c10::InferenceMode noGradients;
    at::manual_seed(7);
    bool good = true;
    for (const int tokens : {1, 7, 1370, 1448, 1449, 3001}) {
        const Tensor qkv = at::randn({2, tokens, 3 * 128});
        const double difference = (inference::model::selfAttention(qkv, 2) - formula(qkv, 2)).abs().max().item<double>();
        std::printf("%5d tokens: greatest difference %.1e\n", tokens, difference);
        good = good && difference < 1e-5;
    }
    return good ? 0 : 1;
}
