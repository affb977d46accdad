#include "training/from_scratch.h"

#include "core/error.h"
#include "training/grown_weights.h"
#include "training/synth/catalogue.h"
#include "weights/clip_weights.h"
#include "weights/vcp_weights.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>

namespace inference::training {
namespace {

constexpr const char* clipName = "clip.safetensors";
constexpr const char* vcpName = "vcp.pth";

/// FNV-1a over a file's bytes: tells one beginning from another, no more.
std::uint64_t digestOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::uint64_t digest = 0xcbf29ce484222325u;
    std::array<char, 1 << 16> block {};
    while (file.read(block.data(), block.size()) || file.gcount() > 0)
        for (std::streamsize i = 0; i < file.gcount(); ++i)
            digest = (digest ^ std::uint64_t(static_cast<unsigned char>(block[std::size_t(i)]))) * 0x100000001b3u;
    if (file.bad())
        throw Error(ErrorCode::FileUnreadable, {}, path);
    return digest;
}

/// The shape of the weights in `folder`.
FreshShape shapeIn(const std::filesystem::path& folder)
{
    const auto clip = weights::ClipWeights::open(folder / clipName);
    const auto vcp = weights::VcpWeights::open(folder / vcpName);
    weights::checkFit(clip, vcp);
    return {clip.shape.visionWidth, clip.shape.visionLayers, clip.shape.patch, clip.shape.trainedGrid, clip.shape.textWidth, clip.shape.textLayers,
            vcp.shape.taps, vcp.shape.contextTokens};
}

}  // namespace

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
    trainer.half = true;
    trainer.average = 0.999;
    trainer.extremesWeight = 0.3;
    training.plan.cosine = true;
    training.plan.warmUpSteps = 400;
    training.plan.batch = 16;
    training.plan.alpha = 0.8;
    return training;
}

void settle(FromScratch& training)
{
    auto& model = training.trainer.model;
    FreshShape& shape = training.shape;
    const bool fresh = training.beginWith.empty();
    if (!fresh) {
        shape = shapeIn(training.beginWith);
        if (training.grownTo > 0 && !canGrow(shape.visionLayers, training.grownTo, shape.taps))
            throw Error(ErrorCode::BadInput, {"depth"}, training.beginWith);
        shape.visionLayers = std::max(shape.visionLayers, training.grownTo);
    }
    model.layers = evenTaps(shape.visionLayers, shape.taps);
    if (fresh)
        shape.trainedGrid = model.imageSize / shape.patch;
    training.trainer.seed = training.seed;
    training.plan.sigma = 0.5 * shape.patch;  // published: 8 pixels at patches of 14
    nlohmann::json beginning {shape.visionWidth, shape.visionLayers, shape.patch, shape.trainedGrid, shape.textWidth, shape.textLayers, shape.taps, shape.contextTokens};
    if (!fresh)
        for (const char* const name : {clipName, vcpName})
            beginning.push_back(digestOf(training.beginWith / name));
    training.plan.fingerprint =
        fingerprintOf(training.trainer, training.plan, training.seed, drawnSource(training.drawn, training.validation, training.use), beginning.dump());
}

Beginning writeBeginning(const FromScratch& training, const std::filesystem::path& folder)
{
    std::error_code ignored;
    if (std::filesystem::equivalent(training.beginWith, folder, ignored))
        throw Error(ErrorCode::BadInput, {"a training that begins with its own folder"}, folder);
    const Beginning files {folder / "begin-clip.safetensors", folder / "begin-vcp.pth"};
    if (!training.beginWith.empty()) {
        const Beginning given {training.beginWith / clipName, training.beginWith / vcpName};
        if (training.grownTo == 0)
            return given;
        writeGrownWeights(weights::ClipWeights::open(given.clip), training.shape.visionLayers, training.shape.taps, training.seed, files.clip);
        return {files.clip, given.vcp};
    }
    writeFreshWeights(training.shape, training.trainer.model, training.seed, files.clip, files.vcp);
    return files;
}

std::string fingerprintOf(const TrainerOptions& trainer, const TrainingPlan& plan, std::uint64_t seed, const std::string& source, const std::string& beginning)
{
    nlohmann::json all {{"rate", trainer.rate}, {"temperature_rate", trainer.temperatureRate}, {"decay", trainer.decay}, {"dropout", trainer.promptDropout},
                        {"focal", trainer.focalWeight}, {"dice", trainer.diceWeight}, {"towers", trainer.towers}, {"seed", seed},
                        {"image_size", trainer.model.imageSize}, {"layers", trainer.model.layers}, {"epochs", plan.epochs}, {"batch", plan.batch},
                        {"source", source}, {"beginning", beginning}};
    // Trainings without these are older than they are.
    if (trainer.average > 0)
        all["average"] = trainer.average;
    if (trainer.extremesWeight > 0)
        all["extremes"] = trainer.extremesWeight;
    if (plan.cosine != trainer.towers)
        all["cosine"] = plan.cosine;
    return all.dump();
}

std::string drawnSource(std::size_t drawn, std::size_t validation, const DrawnUse& use)
{
    std::string source = "drawn " + std::to_string(drawn) + " of";
    for (const synth::ProductKind& kind : synth::productKinds())
        if (!kind.heldOut)
            source += ' ' + std::string(kind.name) + ' ' + std::to_string(kind.share);
    source += ", judged by " + std::to_string(validation);
    if (use.uses > 1)
        source += ", each shown " + std::to_string(use.uses) + " times out of " + std::to_string(use.pool);
    return source;
}

}  // namespace inference::training
