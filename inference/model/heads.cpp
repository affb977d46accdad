#include "model/heads_p.h"

namespace inference::model {
namespace {

Tensor unitLength(const Tensor& x)
{
    return x / x.norm(2, -1, true);
}

/// scale * x / |x| . (damaged - good): x [B, L, W] and its lengths [B, L], classes [B, 2, W] -> [B, L]. Dividing the products instead of x spares a
/// pass over it.
Tensor difference(const Tensor& x, const Tensor& lengths, const Tensor& classes, const Tensor& scale)
{
    const Tensor direction = (classes.select(1, 1) - classes.select(1, 0)).unsqueeze(2);  // [B, W, 1]
    return at::matmul(x, direction).squeeze(2) / lengths * scale;
}

}  // namespace

Tensor visualContext(const PreVcp& pre, const Tensor& global)
{
    return pre.query + at::conv1d(global.unsqueeze(1), pre.convolution.weight, pre.convolution.bias, 1, 1);
}

Tensor preDifference(const PreVcp& pre, std::size_t index, const Tensor& patches, const Tensor& text)
{
    const Linear& tap = pre.taps[index];
    const Tensor x = tap(patches.to(tap.weight.scalar_type())).to(text.scalar_type());                 // [B, L, E]
    return difference(x, x.norm(2, -1), text, pre.scale);
}

Tensor postDifference(const PostVcp& post, const Tensor& patches, const Tensor& text)
{
    // q . (Wk x + bk) = (Wk^T q) . x + const, and the constant cancels in the softmax over patches;
    // sum a (Wv x + bv) = Wv (sum a x) + bv. So keys and values of all patches are never formed. Nor are the patches of unit
    // length: what is made of them is divided.
    constexpr auto heads = PostVcp::heads;
    const auto batch = patches.size(0), width = patches.size(2), depth = width / heads;
    const Tensor lengths = patches.norm(2, -1), byPatch = lengths.unsqueeze(1);                        // [B, L], [B, 1, L]
    const Tensor query = post.query(text).view({batch, 2, heads, depth}).permute({0, 2, 1, 3});        // [B, H, 2, d]
    const Tensor keyed = at::matmul(query, post.key.view({heads, depth, width}));                      // [B, H, 2, D]
    const Tensor scores = at::matmul(keyed.reshape({batch, heads * 2, width}), patches.transpose(1, 2)) / byPatch;  // [B, 2H, L]
    // The published code does not divide by sqrt(d).
    const Tensor gathered = at::matmul(scores.softmax(-1) / byPatch, patches).view({batch, heads, 2, width});          // [B, H, 2, D]
    const Tensor values = at::matmul(gathered, post.value.weight.view({heads, depth, width}).transpose(1, 2));  // [B, H, 2, d]
    const Tensor joined = values.permute({0, 2, 1, 3}).reshape({batch, 2, width}) + post.value.bias;   // [B, 2, D]
    return difference(patches, lengths, unitLength(post.out(joined)), post.scale);
}

}  // namespace inference::model
