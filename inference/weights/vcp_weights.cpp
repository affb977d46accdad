#include "weights/vcp_weights.h"

#include "core/error.h"
#include "weights/expected.h"
#include "weights/family.h"

#include <algorithm>
#include <array>

namespace inference::weights {
namespace {

using Shape = std::vector<std::int64_t>;

const std::string tapPrefix = "trainable_linearlayer.fc.";

VcpShape readShape(const TensorMap& tensors, const Matcher& matcher)
{
    VcpShape shape;
    shape.visionWidth = matcher.size({{"trainable_linearlayer.fc.0.weight", 2, 1}, {"Zero_try.q_proj_pre.bias", 1, 0},
                                      {"Zero_try.k_proj_pre_1.bias", 1, 0}, {"Zero_try.v_proj_pre_1.bias", 1, 0}}, 64, "[64 m, 64 n]");
    shape.embed = matcher.size({{"trainable_linearlayer.fc.0.weight", 2, 0}, {"trainable_linearlayer.fc.0.bias", 1, 0},
                                {"New_Lan_Embed.prompt_query", 3, 2}, {"prompt_embeddings", 3, 2}, {"prompt_norm.weight", 1, 0}}, 64,
                               "[64 m, 64 n]");
    shape.contextTokens = matcher.size({{"New_Lan_Embed.prompt_query", 3, 1}, {"New_Lan_Embed.prompt_linear1.fc.bias", 1, 0}}, 1, "[1, r, 64 n]");
    shape.promptTokens = matcher.size({{"prompt_embeddings", 3, 1}, {"deep_prompt_embeddings", 3, 1}}, 1, "[1, n, 64 m]");
    shape.textLayers = matcher.size({{"deep_prompt_embeddings", 3, 0}}, 1, "[L - 1, n, 64 m]") + 1;
    shape.taps = std::max(1, countIndices(tensors, tapPrefix));
    return shape;
}

/// Every tensor of VCP-CLIP weights of these sizes.
std::map<std::string, Shape> expectedTensors(const VcpShape& shape)
{
    const std::int64_t vision = shape.visionWidth, embed = shape.embed, context = shape.contextTokens;
    std::map<std::string, Shape> expected {
        {"New_Lan_Embed.prompt_query", {1, context, embed}},
        {"New_Lan_Embed.prompt_linear1.fc.weight", {context, 1, 3}},
        {"New_Lan_Embed.prompt_linear1.fc.bias", {context}},
        {"New_Lan_Embed.prompt_temp", {}},
        {"Zero_try.q_proj_pre.weight", {vision, embed, 1}},
        {"Zero_try.q_proj_pre.bias", {vision}},
        {"Zero_try.prompt_temp_l1", {}},
        {"prompt_embeddings", {1, shape.promptTokens, embed}},
        {"deep_prompt_embeddings", {shape.textLayers - 1, shape.promptTokens, embed}},
        {"prompt_proj.weight", {embed, embed}},
        {"prompt_proj.bias", {embed}},
        {"prompt_norm.weight", {embed}},
        {"prompt_norm.bias", {embed}},
    };
    for (const char* name : {"k_proj_pre_1", "v_proj_pre_1", "proj_post_t"}) {
        expected[std::string("Zero_try.") + name + ".weight"] = {vision, vision, 1};
        expected[std::string("Zero_try.") + name + ".bias"] = {vision};
    }
    for (int i = 0; i < shape.taps; ++i) {
        expected[tapPrefix + std::to_string(i) + ".weight"] = {embed, vision};
        expected[tapPrefix + std::to_string(i) + ".bias"] = {embed};
    }
    return expected;
}

VcpWeights match(const std::shared_ptr<const WeightFile>& file)
{
    const TensorMap tensors = unwrapped(file->tensors());
    checkFamily(tensors, Family::Vcp);
    Matcher matcher(tensors, [](const std::string& name) { return StoredAs {{name}, false}; });
    const VcpShape shape = readShape(tensors, matcher);
    for (const auto& [name, tensorShape] : expectedTensors(shape))
        matcher.require(name, tensorShape);
    matcher.ignore("prompt_text_projection");
    matcher.checkNothingLeft();
    return {shape, WeightSet(file, matcher.takeSources())};
}

}  // namespace

VcpWeights VcpWeights::open(const std::filesystem::path& path)
{
    return from(WeightFile::open(path));
}

VcpWeights VcpWeights::from(const std::shared_ptr<const WeightFile>& file)
{
    try {
        return match(file);
    } catch (const Error& error) {
        throw error.of(file->path());
    }
}

void checkFit(const ClipWeights& clip, const VcpWeights& vcp)
{
    struct Pair {
        const char* clipTensor;
        int clipSize;
        const char* vcpTensor;
        int vcpSize;
    };
    // VCP-CLIP adds its context, which is as wide as the common space, to the text tower's input: both widths must be its own.
    const std::array pairs {
        Pair {"visual.conv1.weight", clip.shape.visionWidth, "trainable_linearlayer.fc.0.weight", vcp.shape.visionWidth},
        Pair {"visual.proj", clip.shape.embed, "New_Lan_Embed.prompt_query", vcp.shape.embed},
        Pair {"token_embedding.weight", clip.shape.textWidth, "prompt_embeddings", vcp.shape.embed},
        Pair {"transformer.resblocks", clip.shape.textLayers, "deep_prompt_embeddings", vcp.shape.textLayers},
    };
    for (const Pair& pair : pairs) {
        if (pair.clipSize != pair.vcpSize)
            throw Error(ErrorCode::WeightsClash, {pair.clipTensor, std::to_string(pair.clipSize), pair.vcpTensor,
                                                  std::to_string(pair.vcpSize)}, vcp.tensors.path());
    }
}

}  // namespace inference::weights
