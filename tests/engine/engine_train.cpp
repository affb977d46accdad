// engine-train --out DIR [--begin-with DIR | --width N] [--depth N] [--image-size N] [--drawn N] [--uses N] [--pool N] [--epochs N] [--batch N]
//              [--together N] [--lr X] [--validation N] [--seed N] [--threads N] [--device D]
// Trains a small model from nothing, or on from the weights in a folder, on drawn parts wherever there is a card, without Qt and OpenCV. `vcp-inspect train --from-scratch` with the
// same options then finds the training ended and writes the bundle.
#include "core/error.h"
#include "core/freed_memory.h"
#include "core/sleeping_threads.h"
#include "model/device.h"
#include "training/drawn_examples.h"
#include "training/from_scratch.h"

#include <chrono>
#include <cstdio>
#include <map>
#include <thread>

namespace {

using namespace inference;
using Clock = std::chrono::steady_clock;
using Arguments = std::map<std::string, std::string>;

template <class Number>
void take(const Arguments& arguments, const std::string& name, Number& number)
{
    if (const auto found = arguments.find(name); found != arguments.end())
        number = Number(std::stod(found->second));
}

training::FromScratch asked(const Arguments& arguments)
{
    training::FromScratch training = training::fromScratch();
    take(arguments, "--image-size", training.trainer.model.imageSize);
    take(arguments, "--width", training.shape.visionWidth);
    take(arguments, "--drawn", training.drawn);
    take(arguments, "--uses", training.use.uses);
    take(arguments, "--pool", training.use.pool);
    take(arguments, "--validation", training.validation);
    take(arguments, "--epochs", training.plan.epochs);
    take(arguments, "--batch", training.plan.batch);
    take(arguments, "--together", training.trainer.together);
    take(arguments, "--lr", training.trainer.rate);
    take(arguments, "--seed", training.seed);
    training.plan.exampleThreads = int(std::thread::hardware_concurrency());
    take(arguments, "--threads", training.plan.exampleThreads);
    if (const auto folder = arguments.find("--begin-with"); folder != arguments.end())
        training.beginWith = folder->second;
    take(arguments, "--depth", training.beginWith.empty() ? training.shape.visionLayers : training.grownTo);
    if (const auto device = arguments.find("--device"); device != arguments.end())
        training.trainer.model.device = device->second;
    settle(training);
    return training;
}

training::TrainingEvents reports(Clock::time_point start)
{
    const auto seconds = [start] { return std::chrono::duration<double>(Clock::now() - start).count(); };
    training::TrainingEvents events;
    events.stepped = [seconds, next = 0.0](int epoch, int step, int steps, double loss) mutable {
        if (seconds() < next && step != steps)
            return;
        std::printf("%7.1f s  epoch %d, step %d of %d, loss %.4f\n", seconds(), epoch, step, steps, loss);
        std::fflush(stdout);
        next = seconds() + 1;
    };
    events.epochEnded = [seconds](int epoch, const training::EpochFigures& figures, bool best) {
        std::printf("%7.1f s  epoch %d: loss %.4f, pixel AP %.4f, pixel AUROC %.4f, image AUROC %.4f, %.1f s%s\n", seconds(), epoch, figures.loss,
                    figures.pixelAp.value_or(0), figures.pixelAuroc.value_or(0), figures.imageAuroc.value_or(0), figures.seconds, best ? ", best" : "");
        std::fflush(stdout);
    };
    return events;
}

void train(const Arguments& arguments)
{
    const training::FromScratch training = asked(arguments);
    const std::filesystem::path out = arguments.at("--out");
    std::filesystem::create_directories(out);
    const auto machine = model::prepareMachine();
    const auto beginning = writeBeginning(training, out);
    training::Trainer trainer(weights::ClipWeights::open(beginning.clip), weights::VcpWeights::open(beginning.vcp), training.trainer);
    const int size = training.trainer.model.imageSize;
    const training::DrawnExamples examples(size, training.drawn, training.seed, training.use);
    const training::DrawnValidation validation(size, training.validation, training.seed);
    std::printf("LibTorch %s, %zu cards, %d threads draw\n", machine.torchVersion.c_str(), machine.cudaDevices.size(), training.plan.exampleThreads);
    training::train(trainer, examples, &validation, training.plan, out, reports(Clock::now()));
}

}  // namespace

int main(int argc, char** argv)
{
    Arguments arguments;
    for (int i = 1; i + 1 < argc; i += 2)
        arguments[argv[i]] = argv[i + 1];
    if (!arguments.contains("--out")) {
        std::fprintf(stderr, "usage: engine-train --out DIR [--begin-with DIR | --width N] [--depth N] [--image-size N] [--drawn N] [--uses N] [--pool N]\n"
                             "                    [--epochs N] [--batch N] [--together N] [--lr X] [--validation N] [--seed N] [--threads N] [--device D]\n");
        return 2;
    }
    try {
        inference::letWaitingThreadsSleep(argv);
        inference::keepFreedMemory();
        train(arguments);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "engine-train: %s\n", error.what());
        return 2;
    }
}
