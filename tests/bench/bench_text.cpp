// What it saves to run only those tokens of the text tower that the answer hangs on, instead of all 77 as published: processor time of
// one core side by side (other programs on the machine don't count), forward alone (as an inspection) and forward with backward (as a step of a training, in which prompts and context learn).
// The tower has the size of ViT-L/14's; its weights are random. Both ways give the same answer, which is checked.
// usage: bench-text [BATCH [REPEATS]]
#include "core/freed_memory.h"
#include "model/device.h"
#include "model/text_p.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <limits>

namespace {

using at::Tensor;
using namespace inference::model;

constexpr std::int64_t width = 768, layers = 12, embed = 768, allTokens = 77;
constexpr std::int64_t words = 5, contextTokens = 2;                       // "a photo of a good", z1 z2
constexpr std::int64_t endOfText = 1 + words + contextTokens;              // its place, without the prompt

Tensor made(at::IntArrayRef shape, double scale)
{
    return at::randn(shape) * scale;
}

LayerNorm normOf(double epsilon)
{
    return {at::ones({width}) + made({width}, 0.1), made({width}, 0.1), epsilon};
}

Linear linearOf(std::int64_t out, std::int64_t in)
{
    return {made({out, in}, 0.5 / std::sqrt(double(in))), made({out}, 0.02)};
}

/// A tower and both sentences. What learns wants a gradient.
struct Text {
    TextTower tower;
    std::array<SentenceTokens, 2> tokens;
    Tensor padding;  ///< [66, T] embedding + position of what stands behind the end of the text
    Tensor context;  ///< [B, r, T]

    explicit Text(std::int64_t batch)
    {
        for (std::int64_t i = 0; i < layers; ++i)
            tower.blocks.push_back({normOf(1e-5), linearOf(3 * width, width), linearOf(width, width), normOf(1e-5), linearOf(4 * width, width), linearOf(width, 4 * width)});
        tower.promptNorm = normOf(1e-6);
        tower.finalNorm = normOf(1e-5);
        tower.projection = made({width, embed}, 0.03);
        tower.shallowPrompt = made({1, width}, 0.1);
        tower.deepPrompts = made({layers - 1, 1, width}, 0.1);
        const Tensor start = made({1, width}, 0.1), positions = made({contextTokens, width}, 0.1), end = made({1, width}, 0.1);
        for (SentenceTokens& sentence : tokens)
            sentence = {at::cat({start, made({words, width}, 0.1)}), positions, end};
        padding = made({allTokens - 2 - endOfText, width}, 0.1);  // the prompt goes in, the last one drops out
        context = made({batch, contextTokens, width}, 0.1);
    }

    std::vector<Tensor> learning() { return {tower.shallowPrompt, tower.deepPrompts, tower.promptNorm.weight, tower.promptNorm.bias, context}; }
};

std::array<Sentence, 2> prepared(const Text& text)
{
    return prepareSentences(text.tower, text.tokens);
}

Tensor causal(const Tensor& qkv)
{
    const auto batch = qkv.size(0), count = qkv.size(1), heads = width / 64;
    const Tensor split = qkv.view({batch, count, 3, heads, 64}).permute({2, 0, 3, 1, 4});
    const Tensor later = at::full({count, count}, -std::numeric_limits<float>::infinity()).triu(1);
    return at::matmul((at::matmul(split[0], split[1].transpose(-1, -2)) / 8.0 + later).softmax(-1), split[2]).transpose(1, 2).reshape({batch, count, width});
}

/// All 77 tokens of both sentences of all images, [B, 2, E].
Tensor published(const Text& text)
{
    const auto batch = text.context.size(0);
    std::vector<Tensor> sentences;
    for (const SentenceTokens& tokens : text.tokens) {
        const auto all = [&](const Tensor& rows) { return rows.unsqueeze(0).expand({batch, -1, -1}); };
        sentences.push_back(at::cat({all(tokens.before.narrow(0, 0, 1)), all(text.tower.shallowPrompt), all(tokens.before.narrow(0, 1, words)),
                                     text.context + tokens.contextPositions, all(tokens.after), all(text.padding)}, 1));
    }
    Tensor x = at::stack(sentences, 1).flatten(0, 1);  // [2 B, 77, T]
    for (std::size_t i = 0; i < text.tower.blocks.size(); ++i) {
        const Block& block = text.tower.blocks[i];
        if (i > 0)
            x = at::cat({x.narrow(1, 0, 1), text.tower.deepPrompts[std::int64_t(i) - 1].unsqueeze(0).expand({2 * batch, -1, -1}), x.narrow(1, 2, allTokens - 2)}, 1);
        x = mlpResidual(block, x + block.attentionOut(causal(block.queryKeyValue(block.beforeAttention(x)))));
    }
    x = at::cat({x.narrow(1, 0, 1), x.narrow(1, 2, allTokens - 2)}, 1);
    const Tensor end = text.tower.finalNorm(text.tower.promptNorm(x)).select(1, endOfText);
    const Tensor answer = at::matmul(end, text.tower.projection);
    return (answer / answer.norm(2, -1, true)).view({batch, 2, embed});
}

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::clock();
    work();
    return double(std::clock() - start) / CLOCKS_PER_SEC;
}

/// Both in turn, the quickest of each counts.
void compare(const char* what, int repeats, const std::function<void()>& ours, const std::function<void()>& theirs)
{
    double few = std::numeric_limits<double>::max(), all = few;
    for (int i = 0; i <= repeats; ++i) {  // the first warms up
        const double a = secondsOf(ours), b = secondsOf(theirs);
        if (i > 0) {
            few = std::min(few, a);
            all = std::min(all, b);
        }
    }
    std::printf("%-42s %8.1f ms   77 tokens %8.1f ms   %5.1f times as fast\n", what, 1000 * few, 1000 * all, all / few);
}

/// The same numbers each time, whatever the answer is.
Tensor lossOf(const Tensor& answer)
{
    return (answer * at::arange(answer.numel()).view(answer.sizes()).sin()).sum();
}

}  // namespace

int main(int argc, char** argv)
{
    inference::keepFreedMemory();
    const int batch = argc > 1 ? std::atoi(argv[1]) : 4, repeats = argc > 2 ? std::atoi(argv[2]) : 5;
    if (batch < 1 || repeats < 1)
        return 2;
    const auto machine = prepareMachine();
    at::set_num_threads(1);  // idle threads of OpenMP would spin, and count
    at::manual_seed(7);
    Text text(batch);
    std::printf("text tower of ViT-L/14 (width 768, 12 layers), batch %d, two sentences each, LibTorch %s, one thread\n", batch, machine.torchVersion.c_str());
    double difference = 0;
    {
        const at::NoGradGuard noGradients;
        const auto sentences = prepared(text);
        difference = (encodeText(text.tower, sentences, text.context) - published(text)).abs().max().item<double>();
        compare("forward, sentences prepared once", repeats, [&] { encodeText(text.tower, sentences, text.context); }, [&] { published(text); });
        compare("forward, sentences prepared each time", repeats, [&] { encodeText(text.tower, prepared(text), text.context); }, [&] { published(text); });
    }
    for (Tensor& tensor : text.learning())
        tensor.set_requires_grad(true);
    const auto both = [&](const std::function<Tensor()>& forward) {
        return [&text, forward] {
            lossOf(forward()).backward();
            for (Tensor& tensor : text.learning())
                tensor.mutable_grad() = Tensor();
        };
    };
    compare("forward and backward, as a training step", repeats, both([&] { return encodeText(text.tower, prepared(text), text.context); }), both([&] { return published(text); }));
    std::printf("greatest difference of both answers: %.1e\n", difference);
    return difference < 1e-5 ? 0 : 1;
}
