#include "golden.h"

#include "core/render.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace golden {
namespace {

using inference::AnomalyMap;
using inference::Evidence;
using inference::model::TracedArray;

Figure compareValues(const std::string& name, const std::vector<float>& found, const std::vector<float>& expected, double tolerance, bool relative)
{
    Figure figure {name, found.size() == expected.size() ? 0.0 : INFINITY, relative ? 0.0 : 1.0, tolerance};
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
        const double difference = std::abs(double(found[i]) - double(expected[i]));
        figure.greatestDifference = std::isnan(difference) ? INFINITY : std::max(figure.greatestDifference, difference);
        if (relative)
            figure.scale = std::max(figure.scale, std::abs(double(expected[i])));
    }
    return figure;
}

/// The evidence of one tapped layer alone.
Evidence onlyLayer(const Evidence& evidence, int layer)
{
    const auto part = [&](const std::vector<float>& all) {
        const auto first = all.begin() + std::ptrdiff_t(layer * evidence.patches());
        return std::vector<float>(first, first + std::ptrdiff_t(evidence.patches()));
    };
    return {1, evidence.rows, evidence.columns, evidence.imageSize, part(evidence.pre), part(evidence.post)};
}

void append(std::vector<float>& all, const AnomalyMap& map)
{
    all.insert(all.end(), map.values.begin(), map.values.end());
}

Figure compareBatch(inference::model::VcpClip& model, const TracedArray& pixels, const std::vector<Evidence>& together, double tolerance)
{
    std::vector<float> single, batch;
    const std::size_t each = pixels.values.size() / together.size();
    for (std::size_t i = 0; i < together.size(); ++i) {
        const Evidence alone = model.detectNormalised({pixels.values.data() + i * each, each}, 1).front();
        append(single, inference::render(alone, 0.8, 8, alone.imageSize));
        append(batch, inference::render(together[i], 0.8, 8, alone.imageSize));
    }
    return compareValues("batch", batch, single, tolerance, false);
}

}  // namespace

Case readCase(const std::filesystem::path& folder)
{
    std::ifstream file(folder / "golden.json");
    const auto json = nlohmann::json::parse(file);
    return {json.at("image_size"), json.at("features"), json.at("images")};
}

TracedArray readExpected(const std::filesystem::path& folder, const std::string& name)
{
    const auto file = inference::weights::WeightFile::open(folder / "golden.safetensors");
    const auto& view = file->tensors().at(name);
    TracedArray array {view.shape, std::vector<float>(std::size_t(view.elements()))};
    inference::weights::copyAsFloat(view, array.values);
    return array;
}

std::unique_ptr<inference::model::VcpClip> loadModel(const std::filesystem::path& clip, const std::filesystem::path& vcp,
                                                     const Case& which, const std::string& device,
                                                     const std::string& precision)
{
    inference::model::ModelOptions options;
    options.imageSize = which.imageSize;
    options.layers = which.layers;
    options.device = device;
    options.precision = precision;
    return inference::model::VcpClip::load(inference::weights::ClipWeights::open(clip), inference::weights::VcpWeights::open(vcp), options);
}

Tolerances tolerancesOf(const std::string& precision)
{
    if (precision == "bf16")
        return {3e-2, 3e-2, 1e-2, 5e-3};
    return precision == "fp16" ? Tolerances {5e-3, 5e-3, 2e-3, 1e-3} : Tolerances();
}

std::vector<Figure> compare(inference::model::VcpClip& model, const std::filesystem::path& folder, const Tolerances& tolerances)
{
    const Case which = readCase(folder);
    const TracedArray pixels = readExpected(folder, "preprocessed");
    inference::model::Trace trace;
    const auto evidence = model.detectNormalised(pixels.values, int(pixels.shape.at(0)), {}, &trace);

    std::vector<Figure> figures;
    for (const auto& [name, array] : trace)
        figures.push_back(compareValues(name, array.values, readExpected(folder, name).values, tolerances.intermediates, true));
    std::vector<float> pre, post, blended;
    for (int layer = 0; layer < int(which.layers.size()); ++layer) {
        std::vector<float> layerPre, layerPost;
        for (const Evidence& one : evidence) {
            const auto maps = inference::renderBranches(onlyLayer(one, layer), which.imageSize);
            append(layerPre, maps.pre);
            append(layerPost, maps.post);
        }
        const std::string number = std::to_string(which.layers[layer]);
        figures.push_back(compareValues("raw_" + number, layerPre, readExpected(folder, "raw_" + number).values, tolerances.layerMaps, false));
        figures.push_back(compareValues("new_" + number, layerPost, readExpected(folder, "new_" + number).values, tolerances.layerMaps, false));
    }
    for (const Evidence& one : evidence) {
        const auto maps = inference::renderBranches(one, which.imageSize);
        append(pre, maps.pre);
        append(post, maps.post);
        append(blended, inference::blend(maps, 0.8, 8));
    }
    figures.push_back(compareValues("raw", pre, readExpected(folder, "raw").values, tolerances.maps, false));
    figures.push_back(compareValues("new", post, readExpected(folder, "new").values, tolerances.maps, false));
    figures.push_back(compareValues("map_blended_smoothed", blended, readExpected(folder, "map_blended_smoothed").values, tolerances.maps, false));
    figures.push_back(compareBatch(model, pixels, evidence, tolerances.batch));
    return figures;
}

}  // namespace golden
