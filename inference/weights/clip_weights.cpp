#include "weights/clip_weights.h"

#include "core/error.h"
#include "weights/clip_names.h"
#include "weights/family.h"

#include <algorithm>
#include <cmath>

namespace inference::weights {
namespace {

using Shape = std::vector<std::int64_t>;

/// The part of ClipWeights that is found before sizes are known.
struct Found {
    TensorMap tensors;
    ClipNaming naming = ClipNaming::OpenAi;
};

Found recognise(const WeightFile& file)
{
    Found found {unwrapped(file.tensors()), ClipNaming::OpenAi};
    if (anyBeginsWith(found.tensors, "vision_model.") || anyBeginsWith(found.tensors, "text_model.")) {
        found.naming = ClipNaming::HuggingFace;
        return found;
    }
    const bool customText = anyBeginsWith(found.tensors, "text.");
    const bool trained = anyBeginsWith(file.tensors(), "state_dict.") || anyBeginsWith(file.tensors(), "module.");
    if (customText)
        found.tensors = withoutTextPrefix(found.tensors);
    if (customText || trained || file.container() == Container::Safetensors)
        found.naming = ClipNaming::OpenClip;
    return found;
}

ClipShape readShape(const Found& found, const Matcher& matcher)
{
    const Place patches {"visual.conv1.weight", 4, 0}, visionPositions {"visual.positional_embedding", 2, 1};
    const Place tokens {"token_embedding.weight", 2, 1}, textPositions {"positional_embedding", 2, 1};
    ClipShape shape;
    shape.visionWidth = matcher.size({patches, visionPositions, {"visual.class_embedding", 1, 0}, {"visual.ln_pre.weight", 1, 0},
                                      {"visual.ln_post.weight", 1, 0}, {"visual.proj", 2, 0}}, 64, "[64 n, 3, P, P]");
    shape.textWidth = matcher.size({tokens, textPositions, {"ln_final.weight", 1, 0}, {"text_projection", 2, 0}}, 64, "[V, 64 n]");
    // The text tower is as wide as the common space in every CLIP that VCP-CLIP fits: it settles who of the two is wrong.
    shape.embed = matcher.size({{"visual.proj", 2, 1}, {"text_projection", 2, 1}, tokens}, 1, "[64 n, E]");
    shape.patch = matcher.size({{"visual.conv1.weight", 4, 2}, {"visual.conv1.weight", 4, 3}}, 1, "[64 n, 3, P, P]");
    shape.vocabulary = matcher.size({{"token_embedding.weight", 2, 0}}, 1, "[V, 64 n]");
    shape.contextLength = matcher.size({{"positional_embedding", 2, 0}}, 1, "[77, 64 n]");
    const int positions = matcher.size({{"visual.positional_embedding", 2, 0}}, 1, "[1 + G * G, 64 n]");
    shape.trainedGrid = static_cast<int>(std::lround(std::sqrt(positions - 1)));
    if (shape.trainedGrid < 1 || shape.trainedGrid * shape.trainedGrid != positions - 1)
        matcher.throwShape("visual.positional_embedding", "[1 + G * G, 64 n]");
    shape.visionLayers = std::max(1, countIndices(found.tensors, clipBlocks(found.naming, true)));  // a tower without blocks misses its first
    shape.textLayers = std::max(1, countIndices(found.tensors, clipBlocks(found.naming, false)));
    return shape;
}

void addNorm(std::map<std::string, Shape>& expected, const std::string& name, std::int64_t width)
{
    expected[name + ".weight"] = {width};
    expected[name + ".bias"] = {width};
}

void addLinear(std::map<std::string, Shape>& expected, const std::string& name, std::int64_t out, std::int64_t in)
{
    expected[name + ".weight"] = {out, in};
    expected[name + ".bias"] = {out};
}

void addBlocks(std::map<std::string, Shape>& expected, const std::string& prefix, int layers, std::int64_t width)
{
    for (int i = 0; i < layers; ++i) {
        const std::string block = prefix + std::to_string(i);
        addNorm(expected, block + ".ln_1", width);
        addNorm(expected, block + ".ln_2", width);
        expected[block + ".attn.in_proj_weight"] = {3 * width, width};
        expected[block + ".attn.in_proj_bias"] = {3 * width};
        addLinear(expected, block + ".attn.out_proj", width, width);
        addLinear(expected, block + ".mlp.c_fc", 4 * width, width);
        addLinear(expected, block + ".mlp.c_proj", width, 4 * width);
    }
}

/// Every tensor of a CLIP of these sizes, by its canonical name.
std::map<std::string, Shape> expectedTensors(const ClipShape& shape)
{
    const std::int64_t vision = shape.visionWidth, text = shape.textWidth, patch = shape.patch;
    const std::int64_t positions = 1 + std::int64_t(shape.trainedGrid) * shape.trainedGrid;
    std::map<std::string, Shape> expected {
        {"visual.class_embedding", {vision}},
        {"visual.positional_embedding", {positions, vision}},
        {"visual.conv1.weight", {vision, 3, patch, patch}},
        {"visual.proj", {vision, shape.embed}},
        {"token_embedding.weight", {shape.vocabulary, text}},
        {"positional_embedding", {shape.contextLength, text}},
        {"text_projection", {text, shape.embed}},
    };
    addNorm(expected, "visual.ln_pre", vision);
    addNorm(expected, "visual.ln_post", vision);
    addNorm(expected, "ln_final", text);
    addBlocks(expected, clipBlocks(ClipNaming::OpenAi, true), shape.visionLayers, vision);
    addBlocks(expected, clipBlocks(ClipNaming::OpenAi, false), shape.textLayers, text);
    return expected;
}

ClipWeights match(const std::shared_ptr<const WeightFile>& file)
{
    const Found found = recognise(*file);
    checkFamily(found.tensors, Family::Clip);
    Matcher matcher(found.tensors, [&](const std::string& canonical) { return clipStoredAs(found.naming, canonical); });
    const ClipShape shape = readShape(found, matcher);
    for (const auto& [name, tensorShape] : expectedTensors(shape))
        matcher.require(name, tensorShape);
    for (const auto& [name, tensor] : found.tensors) {
        if (isClipBuffer(name))
            matcher.ignore(name);
    }
    matcher.checkNothingLeft();
    return {shape, found.naming, WeightSet(file, matcher.takeSources())};
}

}  // namespace

ClipWeights ClipWeights::open(const std::filesystem::path& path)
{
    return from(WeightFile::open(path));
}

ClipWeights ClipWeights::from(const std::shared_ptr<const WeightFile>& file)
{
    try {
        return match(file);
    } catch (const Error& error) {
        throw error.of(file->path());
    }
}

}  // namespace inference::weights
