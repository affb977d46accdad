#include "training/from_scratch.h"

#include <nlohmann/json.hpp>

namespace inference::training {

FromScratch fromScratch()
{
    FromScratch training;
    TrainerOptions& trainer = training.trainer;
    trainer.model.imageSize = 160;
    trainer.towers = true;
    trainer.rate = 7e-4;
    trainer.temperatureRate = 2e-3;
    trainer.beta1 = 0.9;
    trainer.decay = 0.05;
    trainer.focalWeight = 6;
    trainer.greatestGradient = 1;
    trainer.promptDropout = 0;
    trainer.tensorFloat = true;
    training.plan.cosine = true;
    training.plan.warmUpSteps = 400;
    training.plan.batch = 16;
    training.plan.alpha = 0.8;
    training.plan.sigma = 0.5 * training.shape.patch;  // published: 8 pixels at patches of 14
    return training;
}

void settle(FromScratch& training)
{
    auto& model = training.trainer.model;
    FreshShape& shape = training.shape;
    // The later blocks see more; the first alone sees little else than edges.
    model.layers.clear();
    for (int tap = 1; tap <= shape.taps; ++tap)
        model.layers.push_back(shape.visionLayers * (tap + 1) / (shape.taps + 1));
    shape.trainedGrid = model.imageSize / shape.patch;
    training.trainer.seed = training.seed;
    const nlohmann::json beginning {shape.visionWidth, shape.visionLayers, shape.patch, shape.trainedGrid, shape.textWidth, shape.textLayers, shape.taps, shape.contextTokens};
    training.plan.fingerprint = fingerprintOf(training.trainer, training.plan, training.seed, drawnSource(training.drawn, training.validation), beginning.dump());
}

Beginning writeBeginning(const FromScratch& training, const std::filesystem::path& folder)
{
    Beginning files {folder / "begin-clip.safetensors", folder / "begin-vcp.pth"};
    writeFreshWeights(training.shape, training.trainer.model, training.seed, files.clip, files.vcp);
    return files;
}

std::string fingerprintOf(const TrainerOptions& trainer, const TrainingPlan& plan, std::uint64_t seed, const std::string& source, const std::string& beginning)
{
    return nlohmann::json {{"rate", trainer.rate}, {"temperature_rate", trainer.temperatureRate}, {"decay", trainer.decay}, {"dropout", trainer.promptDropout},
                           {"focal", trainer.focalWeight}, {"dice", trainer.diceWeight}, {"towers", trainer.towers}, {"seed", seed},
                           {"image_size", trainer.model.imageSize}, {"layers", trainer.model.layers}, {"epochs", plan.epochs}, {"batch", plan.batch},
                           {"source", source}, {"beginning", beginning}}
        .dump();
}

std::string drawnSource(std::size_t drawn, std::size_t validation)
{
    return "drawn " + std::to_string(drawn) + ", judged by " + std::to_string(validation);
}

}  // namespace inference::training
