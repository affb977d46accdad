#include "weights/clip_names.h"

#include "core/error.h"
#include "weights/corrupt.h"

#include <algorithm>
#include <array>

namespace inference::weights {
namespace {

struct Pair {
    std::string_view ours, theirs;
};

constexpr std::string_view visionBlocks = "visual.transformer.resblocks.", textBlocks = "transformer.resblocks.";
constexpr std::string_view hfVisionBlocks = "vision_model.encoder.layers.", hfTextBlocks = "text_model.encoder.layers.";

constexpr std::array hfNames {
    Pair {"visual.class_embedding", "vision_model.embeddings.class_embedding"},
    Pair {"visual.positional_embedding", "vision_model.embeddings.position_embedding.weight"},
    Pair {"visual.conv1.weight", "vision_model.embeddings.patch_embedding.weight"},
    Pair {"visual.ln_pre.weight", "vision_model.pre_layrnorm.weight"},
    Pair {"visual.ln_pre.bias", "vision_model.pre_layrnorm.bias"},
    Pair {"visual.ln_post.weight", "vision_model.post_layernorm.weight"},
    Pair {"visual.ln_post.bias", "vision_model.post_layernorm.bias"},
    Pair {"visual.proj", "visual_projection.weight"},
    Pair {"token_embedding.weight", "text_model.embeddings.token_embedding.weight"},
    Pair {"positional_embedding", "text_model.embeddings.position_embedding.weight"},
    Pair {"ln_final.weight", "text_model.final_layer_norm.weight"},
    Pair {"ln_final.bias", "text_model.final_layer_norm.bias"},
    Pair {"text_projection", "text_projection.weight"},
};

constexpr std::array hfBlockNames {
    Pair {"ln_1.", "layer_norm1."}, Pair {"ln_2.", "layer_norm2."}, Pair {"attn.out_proj.", "self_attn.out_proj."},
    Pair {"mlp.c_fc.", "mlp.fc1."}, Pair {"mlp.c_proj.", "mlp.fc2."},
};

/// `name` begins with "<number>.", as it does behind "resblocks.".
StoredAs hfBlock(std::string_view blocks, std::string_view name)
{
    const std::size_t dot = name.find('.');
    const std::string layer = std::string(blocks) + std::string(name.substr(0, dot + 1));
    const std::string_view rest = name.substr(dot + 1);
    constexpr std::string_view joined = "attn.in_proj_";
    if (rest.substr(0, joined.size()) == joined) {
        const std::string kind(rest.substr(joined.size()));
        return {{layer + "self_attn.q_proj." + kind, layer + "self_attn.k_proj." + kind, layer + "self_attn.v_proj." + kind}, false};
    }
    for (const auto& [ours, theirs] : hfBlockNames) {
        if (rest.substr(0, ours.size()) == ours)
            return {{layer + std::string(theirs) + std::string(rest.substr(ours.size()))}, false};
    }
    return {{std::string(name)}, false};
}

}  // namespace

StoredAs clipStoredAs(ClipNaming naming, const std::string& canonical)
{
    if (naming != ClipNaming::HuggingFace)
        return {{canonical}, false};
    const std::string_view name = canonical;
    if (name.substr(0, visionBlocks.size()) == visionBlocks)
        return hfBlock(hfVisionBlocks, name.substr(visionBlocks.size()));
    if (name.substr(0, textBlocks.size()) == textBlocks)
        return hfBlock(hfTextBlocks, name.substr(textBlocks.size()));
    const auto found = std::find_if(hfNames.begin(), hfNames.end(), [&](const Pair& pair) { return pair.ours == name; });
    const bool transposed = canonical == "visual.proj" || canonical == "text_projection";
    return {{std::string(found == hfNames.end() ? name : found->theirs)}, transposed};
}

std::string clipBlocks(ClipNaming naming, bool vision)
{
    if (naming == ClipNaming::HuggingFace)
        return std::string(vision ? hfVisionBlocks : hfTextBlocks);
    return std::string(vision ? visionBlocks : textBlocks);
}

bool isClipBuffer(std::string_view name)
{
    constexpr std::array<std::string_view, 9> buffers {
        "input_resolution", "context_length", "vocab_size", "attn_mask", "logit_scale", "logit_bias",
        "vision_model.embeddings.position_ids", "text_model.embeddings.position_ids", "text.logit_scale"};
    return std::find(buffers.begin(), buffers.end(), name) != buffers.end();
}

TensorMap withoutTextPrefix(const TensorMap& tensors)
{
    constexpr std::string_view prefix = "text.";
    TensorMap result;
    for (const auto& [name, tensor] : tensors) {
        const bool text = std::string_view(name).substr(0, prefix.size()) == prefix;
        if (!result.emplace(text ? name.substr(prefix.size()) : name, tensor).second)
            throwCorrupt("tensor name " + name);
    }
    return result;
}

}  // namespace inference::weights
