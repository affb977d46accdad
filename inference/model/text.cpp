#include "model/text_p.h"

#include <cmath>
#include <limits>

namespace inference::model {
namespace {

/// [B, n, 3W] -> query, key or value as [B, H, n, d]
Tensor byHead(const Tensor& qkv, int which, std::int64_t heads)
{
    const auto width = qkv.size(2) / 3;
    return qkv.view({qkv.size(0), qkv.size(1), 3, heads, width / heads}).select(2, which).transpose(1, 2);
}

/// Few queries against all earlier tokens: q [B, H, n, d], k and v [B, H, p + n, d] -> [B, n, W].
/// Query i is token p + i and sees keys 0 .. p + i.
Tensor causalAttention(const Tensor& q, const Tensor& k, const Tensor& v)
{
    const auto queries = q.size(2), keys = k.size(2), earlier = keys - queries;
    const Tensor later = at::full({queries, keys}, -std::numeric_limits<float>::infinity(), q.options()).triu(earlier + 1);
    const Tensor scores = at::matmul(q, k.transpose(-1, -2)) / std::sqrt(double(q.size(3))) + later;   // [B, H, n, p + n]
    return at::matmul(scores.softmax(-1), v).transpose(1, 2).flatten(2);                               // [B, n, W]
}

}  // namespace

std::array<Sentence, 2> prepareSentences(const TextTower& tower, const std::array<SentenceTokens, 2>& tokens)
{
    const auto width = tower.projection.size(0), heads = width / 64, prompts = tower.shallowPrompt.size(0);
    // Both side by side along the tokens, as in encodeText(): one pass over the weights.
    std::array<Sentence, 2> sentences;
    std::array<std::int64_t, 2> count {};
    std::vector<Tensor> rows;
    for (std::size_t s = 0; s < 2; ++s) {
        const Tensor& before = tokens[s].before;
        rows.insert(rows.end(), {before.narrow(0, 0, 1), tower.shallowPrompt, before.narrow(0, 1, before.size(0) - 1)});
        count[s] = before.size(0) + prompts;
        sentences[s].contextPositions = tokens[s].contextPositions;
        sentences[s].after = tokens[s].after;
    }
    Tensor x = at::cat(rows).unsqueeze(0);                                                                    // [1, p0 + p1, T]
    for (std::size_t i = 0; i < tower.blocks.size(); ++i) {
        const Block& block = tower.blocks[i];
        if (i > 0) {
            const Tensor deep = tower.deepPrompts[std::int64_t(i) - 1].unsqueeze(0);
            x = at::cat({x.narrow(1, 0, 1), deep, x.narrow(1, 1 + prompts, count[0] - 1 - prompts),
                         x.narrow(1, count[0], 1), deep, x.narrow(1, count[0] + 1 + prompts, count[1] - 1 - prompts)}, 1);
        }
        const Tensor qkv = block.queryKeyValue(block.beforeAttention(x));
        std::array<Tensor, 2> attended;
        for (std::size_t s = 0; s < 2; ++s) {
            const Tensor own = qkv.narrow(1, s == 0 ? 0 : count[0], count[s]);
            const Tensor k = byHead(own, 1, heads), v = byHead(own, 2, heads);
            sentences[s].keys.push_back(k[0].contiguous());
            sentences[s].values.push_back(v[0].contiguous());
            if (i + 1 < tower.blocks.size())
                attended[s] = causalAttention(byHead(own, 0, heads), k, v);
        }
        if (i + 1 < tower.blocks.size())  // nobody asks for what the last block makes of these tokens
            x = mlpResidual(block, x + block.attentionOut(at::cat({attended[0], attended[1]}, 1)));
    }
    return sentences;
}

Tensor encodeText(const TextTower& tower, const std::array<Sentence, 2>& sentences, const Tensor& context)
{
    const auto batch = context.size(0), width = context.size(2), heads = width / 64;
    // Both sentences side by side along the tokens: one pass over the weights serves both; only attention tells them apart.
    std::vector<Tensor> rows;
    std::array<std::int64_t, 2> count {};
    for (std::size_t s = 0; s < 2; ++s) {
        rows.push_back(context + sentences[s].contextPositions);                                              // [B, r, T]
        rows.push_back(sentences[s].after.expand({batch, -1, -1}));                                           // [B, m, T]
        count[s] = context.size(1) + sentences[s].after.size(0);
    }
    Tensor x = at::cat(rows, 1);                                                                              // [B, n0 + n1, T]
    for (std::size_t i = 0; i < tower.blocks.size(); ++i) {
        const Block& block = tower.blocks[i];
        const Tensor qkv = block.queryKeyValue(block.beforeAttention(x));
        std::array<Tensor, 2> attended;
        for (std::size_t s = 0, first = 0; s < 2; first += std::size_t(count[s]), ++s) {
            const Tensor own = qkv.narrow(1, std::int64_t(first), count[s]);
            const auto earlier = [&](const Tensor& t) { return t.unsqueeze(0).expand({batch, -1, -1, -1}); };
            attended[s] = causalAttention(byHead(own, 0, heads), at::cat({earlier(sentences[s].keys[i]), byHead(own, 1, heads)}, 2),
                                          at::cat({earlier(sentences[s].values[i]), byHead(own, 2, heads)}, 2));
        }
        x = mlpResidual(block, x + block.attentionOut(at::cat({attended[0], attended[1]}, 1)));
    }
    const Tensor ends = at::stack({x.select(1, count[0] - 1), x.select(1, count[0] + count[1] - 1)}, 1);      // [B, 2, T]
    const Tensor text = at::matmul(tower.finalNorm(tower.promptNorm(ends)), tower.projection);                // [B, 2, E]
    return text / text.norm(2, -1, true);
}

}  // namespace inference::model
