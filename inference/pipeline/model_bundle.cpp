#include "pipeline/model_bundle.h"

#include "pipeline/recipe_json_p.h"
#include "pipeline/trained_on_json_p.h"

#include <algorithm>
#include <cmath>

namespace inference::pipeline {
namespace {

constexpr auto invalid = ErrorCode::BundleInvalid;
const char* const format = "vcp-clip-bundle";

/// The name of a file inside the bundle: one path component, so that a bundle from a stranger reaches nothing outside.
std::string fileName(const Json& json, const char* key)
{
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string())
        throw Error(invalid, {key});
    const std::filesystem::path name = std::filesystem::path(found->get<std::string>());
    if (name.empty() || name != name.filename() || name == "." || name == "..")
        throw Error(invalid, {key});
    return name.string();
}

template <typename Number>
std::vector<Number> numbers(const Json& object, const char* key, std::size_t least, std::size_t most)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array() || found->size() < least || found->size() > most)
        throw Error(invalid, {key});
    std::vector<Number> out;
    for (const Json& item : *found) {
        if (!item.is_number())
            throw Error(invalid, {key});
        out.push_back(item.get<Number>());
    }
    return out;
}

model::PromptTemplate readPrompt(const Json& prompts, const char* word)
{
    const auto found = prompts.find(word);
    if (found == prompts.end() || !found->is_object())
        throw Error(invalid, {std::string("prompts.") + word});
    return {numbers<std::int64_t>(*found, "before", 1, 70), numbers<std::int64_t>(*found, "after", 1, 70)};
}

void readOptions(const Json& json, model::ModelOptions& options)
{
    options.imageSize = int(numberIn(json, "image_size", options.imageSize, 1, 4096, invalid));
    if (json.contains("layers"))
        options.layers = numbers<int>(json, "layers", 1, 64);
    if (const auto prompts = json.find("prompts"); prompts != json.end()) {
        options.good = readPrompt(*prompts, "good");
        options.damaged = readPrompt(*prompts, "damaged");
    }
    for (const auto& [key, target] : {std::pair {"mean", &options.mean}, std::pair {"std", &options.std}})
        if (json.contains(key))
            std::ranges::copy(numbers<float>(json, key, 3, 3), target->begin());
    if (!std::ranges::all_of(options.mean, [](float m) { return std::isfinite(m); }))
        throw Error(invalid, {"mean"});
    if (!std::ranges::all_of(options.std, [](float s) { return std::isfinite(s) && s > 0; }))
        throw Error(invalid, {"std"});
}

Json promptJson(const model::PromptTemplate& prompt)
{
    return {{"before", prompt.before}, {"after", prompt.after}};
}

}  // namespace

std::string nameOfFolder(const std::filesystem::path& folder)
{
    return std::filesystem::absolute(folder / ".").lexically_normal().parent_path().filename().string();
}

ModelBundle readBundle(const std::filesystem::path& folder)
{
    const auto path = folder / "model.json";
    const Json json = readJson(path, invalid);
    try {
        if (json.value("format", Json()) != format)
            throw Error(invalid, {"format"});
        if (json.value("version", Json()) != 1)
            throw Error(invalid, {"version"});
        ModelBundle bundle;
        bundle.folder = folder;
        const Json name = json.value("name", Json());
        bundle.name = name.is_string() && name != "" ? name.get<std::string>() : nameOfFolder(folder);
        bundle.clip = folder / fileName(json, "clip");
        bundle.vcp = folder / fileName(json, "vcp");
        readOptions(json, bundle.options);
        bundle.recipe.alpha = numberIn(json, "alpha", bundle.recipe.alpha, 0, 1, invalid);
        bundle.recipe.sigma = numberIn(json, "sigma", bundle.recipe.sigma, 0, 64, invalid);
        readScore(json, bundle.recipe, invalid);
        readLimits(json, bundle.recipe.rule, invalid);
        if (const auto hashes = json.find("sha256"); hashes != json.end() && hashes->is_object())
            for (const auto& [file, hash] : hashes->items())
                bundle.sha256[file] = hash.is_string() ? hash.get<std::string>() : std::string();
        if (const auto trainedOn = json.find("trained_on"); trainedOn != json.end())
            bundle.trainedOn = trainedOnFrom(*trainedOn, "trained_on.");
        return bundle;
    } catch (const Error& error) {
        throw error.of(path);
    }
}

ModelBundle bundleOf(const std::filesystem::path& clip, const std::filesystem::path& vcp)
{
    ModelBundle bundle;
    bundle.name = vcp.stem().string();
    bundle.clip = clip;
    bundle.vcp = vcp;
    return bundle;
}

void writeBundle(const std::filesystem::path& folder, const ModelBundle& bundle)
{
    Json json = {
        {"format", format}, {"version", 1}, {"name", bundle.name},
        {"clip", bundle.clip.filename().string()}, {"vcp", bundle.vcp.filename().string()},
        {"image_size", bundle.options.imageSize},
        {"alpha", bundle.recipe.alpha}, {"sigma", bundle.recipe.sigma},
        {"score", scoreJson(bundle.recipe)}, {"limits", limitsJson(bundle.recipe.rule)},
        {"prompts", {{"good", promptJson(bundle.options.good)}, {"damaged", promptJson(bundle.options.damaged)}}},
        {"mean", bundle.options.mean}, {"std", bundle.options.std}, {"sha256", bundle.sha256}};
    if (!bundle.options.layers.empty())  // none named: the key's absence says "a quarter each"
        json["layers"] = bundle.options.layers;
    if (!bundle.trainedOn.empty())
        json["trained_on"] = jsonOf(bundle.trainedOn);
    writeJson(folder / "model.json", json);
}

}  // namespace inference::pipeline
