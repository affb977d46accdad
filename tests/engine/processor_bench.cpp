// processor-bench [--clip F --vcp F] [--repeat N] [--seconds S] [--kernels NAME]: what this processor makes of the tower of pictures at 518 px (ViT-L/14: 1370
// tokens, width 1024): the self-test of precision, and for each set of kernels the rates of the four products and of attention and the
// time of a block. With weights: a whole image in each precision, and how far the maps of bf16 are from those of float32.
#include "core/render.h"
#include "core/sleeping_threads.h"
#include "model/device.h"
#include "model/packed_encoder_p.h"
#include "model/vcp_clip.h"
#include "processor/kernel_sets.h"

#include <c10/core/InferenceMode.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <map>

namespace {

using Clock = std::chrono::steady_clock;
namespace model = inference::model;
namespace processor = inference::processor;

constexpr int tokens = 1370, width = 1024, blocks = 24;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

model::Block drawnBlock()
{
    const auto norm = [] { return model::LayerNorm {at::ones({width}), at::zeros({width}), 1e-5}; };
    const auto linear = [](int out, int in) { return model::Linear {at::randn({out, in}) / std::sqrt(double(in)) * 0.5, at::zeros({out})}; };
    return {norm(), linear(3 * width, width), linear(width, width), norm(), linear(4 * width, width), linear(width, 4 * width)};
}

/// The fastest run of a block out of those that fit into `seconds`. Weights come from memory, as in a tower: between two runs of one block
/// there are others, together larger than a cache.
void benchBlock(const processor::Kernels& kernels, const model::Block& block, double seconds)
{
    constexpr int inTurn = 6;
    processor::PackedTower tower(kernels, width, model::torchRunner());
    for (int i = 0; i < inTurn; ++i)
        tower.append(model::packBlock(kernels, block, tower.runner()));
    tower.prepare(1, tokens);
    const at::Tensor x = at::randn({tokens, width});
    tower.runBlock(0, x.clone().data_ptr<float>());
    processor::TowerTimes best;
    double fastest = INFINITY;
    int index = 0;
    for (const auto start = Clock::now(); secondsSince(start) < seconds || fastest == INFINITY;) {
        at::Tensor values = x.clone();
        tower.resetTimes();
        index = (index + 1) % inTurn;
        const auto running = Clock::now();
        tower.runBlock(index, values.data_ptr<float>());
        const double took = secondsSince(running);
        if (took < fastest) {
            fastest = took;
            best = tower.times();
        }
    }
    const auto rate = [](double out, double in, double took) { return 2e-9 * tokens * out * in / took; };
    const double whole = rate(12 * width, width, 1) + rate(2.0 * tokens, width, 1);
    std::printf("%-12s %-8s %8.1f %8.0f | %8.0f %8.0f %8.0f %8.0f %9.0f | %6.1f %6.1f\n", kernels.name, kernels.keptAsBrain ? "widened" : "",
                fastest * 1e3, whole / fastest, rate(3 * width, width, best.queryKeyValue), rate(width, width, best.attentionOut),
                rate(4 * width, width, best.expand), rate(4 * width, width, best.contract), rate(2.0 * tokens, width, best.attention),
                best.norms * 1e3, best.heads * 1e3);
    std::fflush(stdout);
}

struct Whole {
    double seconds = INFINITY, load = 0;
    double processor = INFINITY;  ///< seconds of all threads: what a busy machine changes less
    inference::AnomalyMap map;
};

Whole benchImage(const std::string& clip, const std::string& vcp, const std::string& precision, int repeat)
{
    model::ModelOptions options;
    options.device = "cpu";
    options.precision = precision;
    const auto loading = Clock::now();
    const auto loaded = model::VcpClip::load(inference::weights::ClipWeights::open(clip), inference::weights::VcpWeights::open(vcp), options);
    Whole whole;
    whole.load = secondsSince(loading);
    inference::Image image = inference::makeImage(options.imageSize, options.imageSize, 3);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = std::uint8_t(i * 2654435761u >> 24);
    loaded->detect({&image, 1});  // allocations
    for (int i = 0; i < repeat; ++i) {
        const auto running = Clock::now();
        const std::clock_t used = std::clock();
        const auto evidence = loaded->detect({&image, 1});
        whole.seconds = std::min(whole.seconds, secondsSince(running));
        whole.processor = std::min(whole.processor, double(std::clock() - used) / CLOCKS_PER_SEC);
        whole.map = inference::render(evidence.front(), 0.8, 8, options.imageSize);
    }
    return whole;
}

void benchImages(const std::string& clip, const std::string& vcp, int repeat)
{
    constexpr double gigaflop = blocks * 2e-9 * tokens * (12.0 * width * width + 2.0 * tokens * width);
    Whole exact;
    for (const model::Precision precision : {model::Precision::Float32, model::Precision::BFloat16}) {
        const std::string name(precisionName(precision));
        const Whole whole = benchImage(clip, vcp, name, repeat);
        const double best = model::measuredGemmRate(precision), rate = gigaflop / whole.seconds;
        std::printf("%s: %.3f s an image (%.3f s of processor time), %.0f GFLOP/s, %.0f %% of the best product's %.0f; loaded in %.2f s", name.c_str(), whole.seconds, whole.processor, rate,
                    100 * rate / best, best, whole.load);
        if (exact.map.values.empty())
            exact = whole;
        double greatest = 0, sum = 0;
        for (std::size_t i = 0; i < exact.map.values.size(); ++i) {
            const double here = std::abs(double(whole.map.values[i]) - double(exact.map.values[i]));
            greatest = std::isnan(here) ? INFINITY : std::max(greatest, here);
            sum += here;
        }
        std::printf("; map differs by %.1e at most, %.1e on average\n", greatest, sum / double(exact.map.values.size()));
        std::fflush(stdout);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    inference::letWaitingThreadsSleep(argv);
    std::map<std::string, std::string> arguments {{"--repeat", "3"}, {"--seconds", "1"}, {"--kernels", "all"}};
    for (int i = 1; i + 1 < argc; i += 2)
        arguments[argv[i]] = argv[i + 1];
    try {
        const c10::InferenceMode noGradients;
        std::printf("%d threads\n", model::prepareMachine().threads);
        const auto start = Clock::now();
        const model::PrecisionTest& test = model::testPrecision();
        std::printf("self-test, %.2f s: float32 %.0f GFLOP/s (%s), bf16 %.0f (%s%s), difference %.1e -> %s\n", secondsSince(start), test.float32Rate,
                    test.float32Kernels.c_str(), test.bfloat16Rate, test.bfloat16Kernels.c_str(), test.bfloat16Native ? ", native" : ", widened", test.difference,
                    std::string(precisionName(test.chosen)).c_str());
        for (const model::Precision precision : {model::Precision::Float32, model::Precision::BFloat16})
            std::printf("best product in %s: %.0f GFLOP/s\n", std::string(precisionName(precision)).c_str(), model::measuredGemmRate(precision));
        std::printf("%-21s %8s %8s | %8s %8s %8s %8s %9s | %6s %6s\n", "kernels", "block ms", "GFLOP/s", "qkv", "out", "expand", "contract", "attention", "norms", "heads");
        const model::Block block = drawnBlock();
        for (int i = 0; const processor::Kernels* const kernels = processor::kernelsAt(i); ++i)
            if (arguments["--kernels"] == "all" || arguments["--kernels"] == kernels->name)
                benchBlock(*kernels, block, std::stod(arguments["--seconds"]));
        if (arguments.contains("--clip") && arguments.contains("--vcp"))
            benchImages(arguments["--clip"], arguments["--vcp"], std::stoi(arguments["--repeat"]));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "processor-bench: %s\n", error.what());
        return 2;
    }
}
