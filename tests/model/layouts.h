#pragma once

#include "weights/clip_weights.h"
#include "weights/vcp_weights.h"
#include "weights/weight_writer.h"

#include <list>
#include <vector>

namespace layouts {

/// Tensors with the memory behind them.
class Owned {
public:
    void add(const std::string& name, std::vector<std::int64_t> shape, std::vector<float> values)
    {
        const std::vector<float>& kept = m_values.emplace_back(std::move(values));
        std::vector<std::int64_t> strides(shape.size(), 1);
        for (std::size_t i = shape.size(); i-- > 1;)
            strides[i - 1] = strides[i] * shape[i];
        m_tensors[name] = {inference::weights::DType::F32, std::move(shape), std::move(strides), std::as_bytes(std::span(kept))};
    }

    const inference::weights::NamedTensors& tensors() const { return m_tensors; }

private:
    std::list<std::vector<float>> m_values;
    inference::weights::NamedTensors m_tensors;
};

inline std::vector<float> valuesOf(const inference::weights::WeightSet& set, const std::string& name)
{
    std::vector<float> values(std::size_t(set.elements(name)));
    set.read(name, values);
    return values;
}

/// Every tensor under its canonical name: a plain state dict, and what open_clip writes.
inline Owned canonical(const inference::weights::WeightSet& set)
{
    Owned owned;
    for (const auto& [name, source] : set.sources())
        owned.add(name, source.shape, valuesOf(set, name));
    return owned;
}

inline std::vector<float> transposed(const std::vector<float>& values, std::int64_t rows, std::int64_t columns)
{
    std::vector<float> out(values.size());
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c)
            out[std::size_t(c * rows + r)] = values[std::size_t(r * columns + c)];
    return out;
}

/// One tower's block under Hugging Face's names.
inline void addBlock(Owned& owned, const inference::weights::WeightSet& set, const std::string& from, const std::string& to)
{
    const auto copy = [&](const std::string& source, const std::string& target) {
        for (const char* kind : {".weight", ".bias"})
            owned.add(to + target + kind, set.shape(from + source + kind), valuesOf(set, from + source + kind));
    };
    copy(".ln_1", ".layer_norm1");
    copy(".ln_2", ".layer_norm2");
    copy(".attn.out_proj", ".self_attn.out_proj");
    copy(".mlp.c_fc", ".mlp.fc1");
    copy(".mlp.c_proj", ".mlp.fc2");
    for (const std::string kind : {"weight", "bias"}) {
        const auto all = valuesOf(set, from + ".attn.in_proj_" + kind);
        auto shape = set.shape(from + ".attn.in_proj_" + kind);
        shape[0] /= 3;
        for (std::size_t part = 0; part < 3; ++part)
            owned.add(to + ".self_attn." + "qkv"[part] + "_proj." + kind, shape,
                      {all.begin() + std::ptrdiff_t(part * all.size() / 3), all.begin() + std::ptrdiff_t((part + 1) * all.size() / 3)});
    }
}

/// As Hugging Face's CLIPModel saves it.
inline Owned huggingFace(const inference::weights::ClipWeights& clip)
{
    const auto& set = clip.tensors;
    Owned owned;
    const auto copy = [&](const std::string& source, const std::string& target) { owned.add(target, set.shape(source), valuesOf(set, source)); };
    copy("visual.class_embedding", "vision_model.embeddings.class_embedding");
    copy("visual.conv1.weight", "vision_model.embeddings.patch_embedding.weight");
    copy("visual.positional_embedding", "vision_model.embeddings.position_embedding.weight");
    for (const std::string kind : {".weight", ".bias"}) {
        copy("visual.ln_pre" + kind, "vision_model.pre_layrnorm" + kind);
        copy("visual.ln_post" + kind, "vision_model.post_layernorm" + kind);
        copy("ln_final" + kind, "text_model.final_layer_norm" + kind);
    }
    copy("token_embedding.weight", "text_model.embeddings.token_embedding.weight");
    copy("positional_embedding", "text_model.embeddings.position_embedding.weight");
    const auto turned = [&](const std::string& source, const std::string& target) {
        const auto shape = set.shape(source);
        owned.add(target, {shape[1], shape[0]}, transposed(valuesOf(set, source), shape[0], shape[1]));
    };
    turned("visual.proj", "visual_projection.weight");
    turned("text_projection", "text_projection.weight");
    for (int i = 0; i < clip.shape.visionLayers; ++i)
        addBlock(owned, set, "visual.transformer.resblocks." + std::to_string(i), "vision_model.encoder.layers." + std::to_string(i));
    for (int i = 0; i < clip.shape.textLayers; ++i)
        addBlock(owned, set, "transformer.resblocks." + std::to_string(i), "text_model.encoder.layers." + std::to_string(i));
    return owned;
}

}  // namespace layouts
