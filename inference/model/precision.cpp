#include "model/precision.h"

#include "core/error.h"
#include "model/packed_encoder_p.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

namespace inference::model {
namespace {

using Clock = std::chrono::steady_clock;

/// Times `work` until `seconds` are over, three times at least, and returns what the fastest took.
template<typename Work>
double fastest(double seconds, const Work& work)
{
    work();  // caches, pages
    double best = INFINITY, all = 0;
    for (int i = 0; i < 3 || all < seconds; ++i) {
        const auto start = Clock::now();
        work();
        const double took = std::chrono::duration<double>(Clock::now() - start).count();
        best = std::min(best, took);
        all += took;
    }
    return best;
}

std::vector<float> drawnNumbers(std::size_t count, float scale)
{
    std::minstd_rand random(1);
    std::vector<float> values(count);
    for (float& value : values)
        value = (float(random() % 65536) / 32768.0f - 1.0f) * scale;
    return values;
}

/// A product of `rows` rows over packed weights: its result and its rate.
struct Measured {
    std::vector<float> result;
    double rate = 0;
};

Measured measureProduct(const processor::Kernels& kernels, int rows, int depth, int columns, double seconds)
{
    const processor::Runner runner = torchRunner();
    const std::vector<float> weight = drawnNumbers(std::size_t(columns) * std::size_t(depth), 0.1f);
    const processor::PackedLinear linear(kernels, weight, std::vector<float>(std::size_t(columns), 0.5f), runner);
    processor::PackedRows left(kernels, rows, depth);
    left.fill(kernels, drawnNumbers(std::size_t(rows) * std::size_t(depth), 1.0f));
    std::vector<processor::Buffer> scratch = processor::makeScratch(kernels, runner);
    Measured measured {std::vector<float>(std::size_t(rows) * std::size_t(columns)), 0};
    const double took = fastest(seconds, [&] { linear.store(left, measured.result.data(), false, runner, scratch); });
    measured.rate = 2e-9 * rows * depth * columns / took;
    return measured;
}

double greatestDifference(const std::vector<float>& found, const std::vector<float>& expected)
{
    double difference = 0, scale = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double here = std::abs(double(found[i]) - double(expected[i]));
        difference = std::isnan(here) ? INFINITY : std::max(difference, here);
        scale = std::max(scale, std::abs(double(expected[i])));
    }
    return difference / scale;
}

PrecisionTest runTest()
{
    constexpr int rows = 480, width = 1024;
    constexpr double seconds = 0.015;
    // Where it pays to choose bf16: what it costs in accuracy must buy something.
    constexpr double worthwhile = 1.3, roundingAlone = 1e-4;

    const processor::Kernels& single = kernelsOf(Precision::Float32);
    const processor::Kernels& brain = kernelsOf(Precision::BFloat16);
    PrecisionTest test;
    test.float32Kernels = single.name;
    test.bfloat16Kernels = brain.name;
    test.bfloat16Native = processor::nativeBrainKernels() != nullptr;
    test.float32Rate = measureProduct(single, rows, width, width, seconds).rate;
    const Measured found = measureProduct(brain, rows, width, width, seconds);
    test.bfloat16Rate = found.rate;
    test.difference = test.bfloat16Native ? greatestDifference(found.result, measureProduct(processor::widenedBrainKernels(), rows, width, width, 0).result) : 0;
    if (test.bfloat16Native && test.bfloat16Rate >= worthwhile * test.float32Rate && test.difference <= roundingAlone)
        test.chosen = Precision::BFloat16;
    return test;
}

/// LibTorch's own linear on the same product, GFLOP/s.
double rateOfTorch(int rows, int depth, int columns, Precision precision, double seconds)
{
    const c10::InferenceMode noGradients;
    const at::ScalarType type = precision == Precision::BFloat16 ? at::kBFloat16 : at::kFloat;
    const Tensor x = at::rand({rows, depth}).to(type), weight = at::rand({columns, depth}).to(type), bias = at::rand({columns}).to(type);
    return 2e-9 * rows * depth * columns / fastest(seconds, [&] { at::linear(x, weight, bias); });
}

}  // namespace

std::string_view precisionName(Precision precision)
{
    return precision == Precision::BFloat16 ? "bf16" : "fp32";
}

const PrecisionTest& testPrecision()
{
    static const PrecisionTest test = runTest();
    return test;
}

Precision choosePrecision(const std::string& asked)
{
    if (asked == "auto")
        return testPrecision().chosen;
    for (const Precision precision : {Precision::Float32, Precision::BFloat16})
        if (asked == precisionName(precision))
            return precision;
    throw Error(ErrorCode::PrecisionUnavailable, {asked, "cpu"});
}

double measuredGemmRate(Precision precision)
{
    constexpr int rows = 1370, width = 1024;
    const processor::Kernels& kernels = kernelsOf(precision);
    const bool torchToo = precision == Precision::Float32 || processor::nativeBrainKernels();  // its bf16 is slow beyond waiting elsewhere
    double best = 0;
    for (const auto& [depth, columns] : {std::pair(width, 3 * width), std::pair(width, width), std::pair(width, 4 * width), std::pair(4 * width, width)}) {
        best = std::max(best, measureProduct(kernels, rows, depth, columns, 0.05).rate);
        if (torchToo)
            best = std::max(best, rateOfTorch(rows, depth, columns, precision, 0.05));
    }
    return best;
}

}  // namespace inference::model
