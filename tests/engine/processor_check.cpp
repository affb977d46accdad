// processor-check: every set of kernels that this processor runs, and the forms of those it lacks by float32 arithmetic, against LibTorch:
// products, whole blocks over odd sizes, threads, batches, weights that are no numbers. Exit 0 when all agree.
#include "emulated_kernels.h"

#include "model/packed_encoder_p.h"
#include "processor/brain.h"
#include "processor/kernel_sets.h"

#include <c10/core/InferenceMode.h>

#include <cmath>
#include <cstdio>
#include <string>

namespace {

using at::Tensor;
using inference::model::Block;
namespace processor = inference::processor;

bool allGood = true;

void report(const processor::Kernels& kernels, const std::string& what, double difference, double allowed)
{
    const bool good = difference <= allowed;
    allGood = allGood && good;
    std::printf("%-14s %-7s %-44s %9.2g of %7.1g  %s\n", kernels.name, kernels.keptAsBrain ? "widened" : "", what.c_str(), difference, allowed,
                good ? "ok" : "DIFFERS");
}

/// Greatest difference of the expected values' greatest; infinite where there is no number.
double difference(const Tensor& found, const Tensor& expected)
{
    const double value = ((found - expected).abs().max() / expected.abs().max()).item<double>();
    return std::isnan(value) ? INFINITY : value;
}

bool isBrain(const processor::Kernels& kernels)
{
    return kernels.unitValues == 2 || kernels.keptAsBrain;
}

std::span<const float> spanOf(const Tensor& tensor)
{
    return {tensor.data_ptr<float>(), std::size_t(tensor.numel())};
}

Block drawnBlock(std::int64_t width)
{
    const auto drawn = [](std::vector<std::int64_t> shape, double scale) { return at::randn(shape) * scale; };
    const auto norm = [&] { return inference::model::LayerNorm {1 + drawn({width}, 0.1), drawn({width}, 0.1), 1e-5}; };
    const auto linear = [&](std::int64_t out, std::int64_t in, double scale) {
        return inference::model::Linear {drawn({out, in}, scale / std::sqrt(double(in))), drawn({out}, 0.1)};
    };
    return {norm(), linear(3 * width, width, 1.5), linear(width, width, 0.5), norm(), linear(4 * width, width, 0.7), linear(width, 4 * width, 0.5)};
}

Tensor expectedBlock(const Block& block, const Tensor& x)
{
    const Tensor attended = inference::model::selfAttention(block.queryKeyValue(block.beforeAttention(x)), int(x.size(2) / 64));
    return mlpResidual(block, x + block.attentionOut(attended));
}

Tensor packedBlock(const processor::Kernels& kernels, const Block& block, const Tensor& x, const processor::Runner& runner)
{
    processor::PackedTower tower(kernels, int(x.size(2)), runner);
    tower.append(inference::model::packBlock(kernels, block, runner));
    tower.prepare(int(x.size(0)), int(x.size(1)));
    Tensor out = x.clone();
    tower.runBlock(0, out.data_ptr<float>());
    return out;
}

/// x W^T + bias + 1, over packed operands.
Tensor packedProduct(const processor::Kernels& kernels, const Tensor& x, const Tensor& weight, const Tensor& bias, const processor::Runner& runner)
{
    const processor::PackedLinear linear(kernels, spanOf(weight), spanOf(bias), runner);
    processor::PackedRows left(kernels, int(x.size(0)), int(x.size(1)));
    left.fill(kernels, spanOf(x));
    std::vector<processor::Buffer> scratch = processor::makeScratch(kernels, runner);
    Tensor found = at::ones({x.size(0), weight.size(0)});
    linear.store(left, found.data_ptr<float>(), true, runner, scratch);
    return found;
}

std::string sizes(int rows, int depth, int columns)
{
    return std::to_string(rows) + " x " + std::to_string(depth) + " x " + std::to_string(columns);
}

void checkProducts(const processor::Kernels& kernels)
{
    for (const auto& [rows, depth, columns] : {std::array {1, 64, 64}, {33, 192, 320}, {97, 1024, 64}, {1370, 640, 192}}) {
        Tensor x = at::randn({rows, depth}), weight = at::randn({columns, depth}), bias = at::randn({columns});
        const Tensor found = packedProduct(kernels, x, weight, bias, inference::model::torchRunner());
        if (isBrain(kernels)) {
            x = x.to(at::kBFloat16);
            weight = weight.to(at::kBFloat16);
        }
        const Tensor expected = at::matmul(x.to(at::kDouble), weight.to(at::kDouble).t()) + bias + 1;
        report(kernels, "product " + sizes(rows, depth, columns), difference(found.to(at::kDouble), expected), 5e-6);
    }
}

/// Large products, multiplied by halves: with tiles, panels and units that have no other half or fill no block.
void checkHalves(const processor::Kernels& kernels)
{
    if (!kernels.productByHalves)
        return;
    processor::Kernels whole = kernels;
    whole.productByHalves = nullptr;
    const processor::Runner one = processor::alone(), all = inference::model::torchRunner();
    for (const auto& [rows, depth, columns] : {std::array {1370, 1088, 832}, {703, 512, 1600}, {1061, 2240, 1024}}) {
        Tensor x = at::randn({rows, depth});
        const Tensor weight = at::randn({columns, depth}), bias = at::randn({columns});
        const auto expected = [&] { return at::matmul(x.to(at::kDouble), weight.to(at::kDouble).t()) + bias + 1; };
        const Tensor found = packedProduct(kernels, x, weight, bias, one), plain = packedProduct(whole, x, weight, bias, one);
        report(kernels, "by halves " + sizes(rows, depth, columns), difference(found.to(at::kDouble), expected()), 5e-6);
        report(kernels, "by halves, all threads", difference(packedProduct(kernels, x, weight, bias, all), plain), 5e-6);
        report(kernels, "is another sum than without halves", found.equal(plain) ? 1 : 0, 0);
        x[7] *= 1000;  // what a row of great values does to the row that it is added to
        const Tensor ordinary = at::arange(rows).ne(7).nonzero().flatten();
        report(kernels, "beside a row a thousand times as large",
               difference(packedProduct(kernels, x, weight, bias, one).to(at::kDouble).index_select(0, ordinary), expected().index_select(0, ordinary)), 1e-3);
    }
}

void checkBlocks(const processor::Kernels& kernels)
{
    const processor::Runner runner = inference::model::torchRunner();
    const bool emulated = std::string(kernels.name).starts_with("emulated");
    for (const auto& [images, tokens, width] : {std::array {1, 1, 64}, {2, 17, 64}, {3, 122, 128}, {1, 257, 192}, {2, 301, 64}, {1, 1370, 128}}) {
        if (emulated && tokens > 400)
            continue;  // slow
        const Block block = drawnBlock(width);
        const Tensor x = at::randn({images, tokens, width}) * 2;
        const Tensor found = packedBlock(kernels, block, x, runner);
        const std::string name = std::to_string(images) + " x " + std::to_string(tokens) + " tokens of " + std::to_string(width);
        report(kernels, "block, " + name, difference(found, expectedBlock(block, x)), isBrain(kernels) ? 1.5e-2 : 5e-6);
        report(kernels, "one thread, " + name, difference(packedBlock(kernels, block, x, processor::alone()), found), 0);
        const Tensor last = packedBlock(kernels, block, x.narrow(0, images - 1, 1).contiguous(), runner);
        report(kernels, "alone, " + name, difference(last, found.narrow(0, images - 1, 1)), 0);
    }
    Block spoilt = drawnBlock(64);
    for (const auto& [name, tensor] : {std::pair("a query's weight", &spoilt.queryKeyValue.weight), std::pair("a weight of the MLP", &spoilt.contract.weight)}) {
        const Tensor kept = tensor->clone();
        (*tensor)[0][0] = NAN;
        const Tensor found = packedBlock(kernels, spoilt, at::randn({1, 40, 64}), runner);
        report(kernels, std::string("rows without a number, ") + name, found.isnan().any(2).all().item<bool>() ? 0 : 1, 0);
        *tensor = kept;
    }
}

/// Large scores: one key outweighs all others by more than float32 can say.
void checkLargeScores(const processor::Kernels& kernels)
{
    Block block = drawnBlock(64);
    block.queryKeyValue.weight *= 20;
    const Tensor x = at::randn({1, 300, 64});
    report(kernels, "scores in the thousands", difference(packedBlock(kernels, block, x, inference::model::torchRunner()), expectedBlock(block, x)),
           isBrain(kernels) ? 2 : 1e-3);  // with rounded scores another key can win: only that there is a number is certain
}

void check(const processor::Kernels& kernels)
{
    at::manual_seed(7);
    checkProducts(kernels);
    checkHalves(kernels);
    checkBlocks(kernels);
    checkLargeScores(kernels);
}

}  // namespace

int main()
{
    const c10::InferenceMode noGradients;
    for (const auto* kernels : {&processor::emulatedAvx512Kernels, &processor::emulatedPairKernels, &processor::emulatedTileKernels})
        check(*kernels);
    for (int i = 0; const processor::Kernels* const kernels = processor::kernelsAt(i); ++i)
        check(*kernels);
    return allGood ? 0 : 1;
}
