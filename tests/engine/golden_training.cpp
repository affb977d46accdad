#include "golden_training.h"

#include "weights/weight_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace golden {
namespace {

using inference::training::Trainer;
using inference::training::TrainerOptions;

constexpr int batchSize = 2;

std::vector<double> expectedLosses(const std::filesystem::path& folder)
{
    std::ifstream file(folder / "golden.json");
    return nlohmann::json::parse(file).at("train").at("losses").get<std::vector<double>>();
}

double greatest(const std::vector<float>& values)
{
    double found = 0;
    for (const float value : values)
        found = std::isnan(value) ? INFINITY : std::max(found, std::abs(double(value)));
    return found;
}

Figure compareGradient(const std::string& name, const std::vector<float>& found, const std::vector<float>& expected)
{
    // None at all is nearer to zero still: the keys' bias is not even read.
    if (isNearlyZero(name))
        return {name, greatest(found), 1, 1e-6};
    Figure figure {name, found.size() == expected.size() ? 0.0 : INFINITY, greatest(expected), 1e-3};
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
        const double difference = std::abs(double(found[i]) - double(expected[i]));
        figure.greatestDifference = std::isnan(difference) ? INFINITY : std::max(figure.greatestDifference, difference);
    }
    return figure;
}

}  // namespace

TrainerOptions trainingOptions(const std::filesystem::path& folder, const std::string& device)
{
    const Case which = readCase(folder);
    TrainerOptions options;
    options.model.imageSize = which.imageSize;
    options.model.layers = which.layers;
    options.model.device = device;
    options.promptDropout = 0;
    return options;
}

Trainer trainerOf(const std::filesystem::path& folder, const TrainerOptions& options)
{
    return {inference::weights::ClipWeights::open(folder / "clip.pt"), inference::weights::VcpWeights::open(folder / "vcp.pth"), options};
}

TrainingBatch trainingBatch(const std::filesystem::path& folder)
{
    const auto side = std::size_t(readCase(folder).imageSize);
    auto pixels = readExpected(folder, "preprocessed").values;
    const auto masks = readExpected(folder, "mask").values;
    pixels.resize(batchSize * 3 * side * side);
    return {std::move(pixels), {masks.begin(), masks.begin() + std::ptrdiff_t(batchSize * side * side)}};
}

std::map<std::string, std::vector<float>> trainingTensors(const std::filesystem::path& folder, const std::string& prefix)
{
    const auto file = inference::weights::WeightFile::open(folder / "train.safetensors");
    std::map<std::string, std::vector<float>> all;
    for (const auto& [name, view] : file->tensors())
        if (name.starts_with(prefix)) {
            std::vector<float> values(std::size_t(view.elements()));
            inference::weights::copyAsFloat(view, values);
            all.emplace(name.substr(prefix.size()), std::move(values));
        }
    return all;
}

bool isNearlyZero(const std::string& parameter)
{
    return parameter == "Zero_try.k_proj_pre_1.bias" || parameter == "New_Lan_Embed.prompt_linear1.fc.bias";
}

std::vector<Figure> compareTraining(const std::filesystem::path& folder, const std::string& device)
{
    Trainer trainer = trainerOf(folder, trainingOptions(folder, device));
    const TrainingBatch batch = trainingBatch(folder);
    trainer.keepGradients(true);
    std::vector<Figure> figures;
    std::map<std::string, std::vector<float>> gradients;
    for (const double expected : expectedLosses(folder)) {
        const double loss = trainer.stepNormalised(batch.pixels, batch.masks, batchSize);
        figures.push_back({"loss of step " + std::to_string(figures.size() + 1), std::isnan(loss) ? INFINITY : std::abs(loss - expected), 1, 1e-4});
        if (gradients.empty())
            gradients = trainer.gradients();
    }
    const auto expected = trainingTensors(folder, "grad.");
    for (const auto& [name, values] : expected)
        figures.push_back(compareGradient(name, gradients[name], values));
    for (const auto& [name, values] : gradients)
        if (!expected.contains(name))
            figures.push_back({name, INFINITY, 1, 0});
    return figures;
}

}  // namespace golden
