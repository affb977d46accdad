#include "weights/clip_weights.h"

#include "core/error.h"
#include "weights/clip_names.h"
#include "weights/family.h"

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
    const auto stored = [&](const char* canonical) { return clipStoredAs(found.naming, canonical); };
    const auto name = [&](const char* canonical) { return stored(canonical).parts.front(); };
    const auto size = [&](const char* canonical, std::size_t rank, std::size_t axis, int multiple, std::string_view pattern) {
        return checkedSize(name(canonical), matcher.shape(stored(canonical), rank, pattern), axis, multiple, pattern);
    };
    ClipShape shape;
    shape.visionWidth = size("visual.conv1.weight", 4, 0, 64, "[64 n, 3, P, P]");
    shape.patch = size("visual.conv1.weight", 4, 2, 1, "[64 n, 3, P, P]");
    const int positions = size("visual.positional_embedding", 2, 0, 1, "[1 + G * G, 64 n]");
    shape.trainedGrid = static_cast<int>(std::lround(std::sqrt(positions - 1)));
    if (shape.trainedGrid < 1 || shape.trainedGrid * shape.trainedGrid != positions - 1) {
        const Shape met = matcher.shape(stored("visual.positional_embedding"), 2, "");
        throw Error(ErrorCode::TensorShape, {name("visual.positional_embedding"), shapeText(met), "[1 + G * G, 64 n]"});
    }
    shape.embed = size("visual.proj", 2, 1, 1, "[64 n, E]");
    shape.vocabulary = size("token_embedding.weight", 2, 0, 1, "[V, 64 n]");
    shape.textWidth = size("token_embedding.weight", 2, 1, 64, "[V, 64 n]");
    shape.contextLength = size("positional_embedding", 2, 0, 1, "[77, 64 n]");
    shape.visionLayers = countIndices(found.tensors, clipBlocks(found.naming, true));
    shape.textLayers = countIndices(found.tensors, clipBlocks(found.naming, false));
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
    for (int i = 0; i < std::max(layers, 1); ++i) {  // at least one, so that a tower without blocks is missed by name
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
    Matcher matcher(found.tensors);
    const ClipShape shape = readShape(found, matcher);
    for (const auto& [name, tensorShape] : expectedTensors(shape))
        matcher.require(name, clipStoredAs(found.naming, name), tensorShape);
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
