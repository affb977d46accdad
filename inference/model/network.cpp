#include "model/network_p.h"

#include <algorithm>
#include <cmath>

namespace inference::model {
namespace {

/// Weights of one block of queries against all keys, in floats: all 1370 x 1370 of 518 px. Small blocks stay nearer to the
/// cache, but each one hands the cores from the BLAS's threads to OpenMP's and back, and either waits for the other to stop
/// spinning: with blocks of 352 queries attention took 1.3 to 2.2 times as long.
constexpr std::int64_t scratchElements = 2 << 20;

// LibTorch 2.0 knows the call but, on the CPU, forms all weights of all heads at once.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 1)

/// Whether there is a kernel that goes back through it without ever forming the weights.
bool attendIsDifferentiable(const Tensor& qkv)
{
    return qkv.is_cuda() && qkv.scalar_type() != at::kFloat;
}

Tensor attend(const Tensor& qkv, std::int64_t heads)
{
    const auto batch = qkv.size(0), tokens = qkv.size(1), width = qkv.size(2) / 3;
    const std::vector<Tensor> split = qkv.view({batch, tokens, 3, heads, width / heads}).permute({2, 0, 3, 1, 4}).unbind(0);  // 3 x [B, H, N, d]
    const Tensor out = at::scaled_dot_product_attention(split[0], split[1], split[2]);                  // [B, H, N, d]
    return out.transpose(1, 2).reshape({batch, tokens, width});
}

#else

bool attendIsDifferentiable(const Tensor&)
{
    return false;
}

/// One image, one head: strided views of [N, d] in, [N, d] written to `out`. `weights` is scratch, [block, N].
void attendHead(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& weights, Tensor& out, double scale)
{
    const Tensor keys = key.t();  // [d, N]
    for (std::int64_t first = 0; first < query.size(0); first += weights.size(0)) {
        const auto count = std::min(weights.size(0), query.size(0) - first);
        Tensor block = weights.narrow(0, 0, count);                                        // [q, N]
        at::addmm_out(block, block, query.narrow(0, first, count), keys, 0.0, scale);
        at::_softmax_out(block, block, -1, false);
        Tensor rows = out.narrow(0, first, count);                                         // [q, d]
        at::mm_out(rows, block, value);
    }
}

Tensor attend(const Tensor& qkv, std::int64_t heads)
{
    const auto batch = qkv.size(0), tokens = qkv.size(1), width = qkv.size(2) / 3, depth = width / heads;
    const Tensor split = qkv.view({batch, tokens, 3, heads, depth});
    Tensor out = at::empty({batch, tokens, width}, qkv.options());
    const Tensor byHead = out.view({batch, tokens, heads, depth});
    // addmm with beta = 0 must not meet the NaN of fresh memory in any implementation: start from zeros.
    const Tensor weights = at::zeros({std::clamp(scratchElements / tokens, std::int64_t(1), tokens), tokens}, qkv.options());
    const double scale = 1.0 / std::sqrt(double(depth));
    for (std::int64_t image = 0; image < batch; ++image)
        for (std::int64_t head = 0; head < heads; ++head) {
            const auto part = [&](int which) { return split[image].select(1, which).select(1, head); };  // [N, d]
            Tensor target = byHead[image].select(1, head);
            attendHead(part(0), part(1), part(2), weights, target, scale);
        }
    return out;
}

#endif

/// The same with all weights of all heads at once: what can be differentiated.
Tensor attendForTraining(const Tensor& qkv, std::int64_t heads)
{
    const auto batch = qkv.size(0), tokens = qkv.size(1), width = qkv.size(2) / 3, depth = width / heads;
    const Tensor split = qkv.view({batch, tokens, 3, heads, depth}).permute({2, 0, 3, 1, 4});       // [3, B, H, N, d]
    const Tensor scores = at::matmul(split[0] * (1.0 / std::sqrt(double(depth))), split[1].transpose(-1, -2));  // [B, H, N, N]
    return at::matmul(scores.softmax(-1), split[2]).transpose(1, 2).reshape({batch, tokens, width});
}

}  // namespace

Tensor selfAttention(const Tensor& queryKeyValue, int heads)
{
    const bool differentiated = c10::GradMode::is_enabled() && queryKeyValue.requires_grad();
    return differentiated && !attendIsDifferentiable(queryKeyValue) ? attendForTraining(queryKeyValue, heads) : attend(queryKeyValue, heads);
}

Tensor mlpResidual(const Block& block, const Tensor& x)
{
    // The released checkpoints were trained with the exact erf GELU in both towers, whatever CLIP itself was trained with.
    return x + block.contract(at::gelu(block.expand(block.beforeMlp(x))));
}

}  // namespace inference::model
