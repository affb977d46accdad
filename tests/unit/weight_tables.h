#pragma once

// Tables of tensors in memory that tests change and write to files.

#include "weights/weight_writer.h"

#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace weight_tools {

using inference::weights::DType;
using Shape = std::vector<std::int64_t>;

/// A contiguous tensor that owns its bytes.
struct OwnedTensor {
    DType dtype = DType::F32;
    Shape shape;
    std::vector<std::byte> bytes;

    inference::weights::TensorView view() const
    {
        inference::weights::TensorView view {dtype, shape, Shape(shape.size()), bytes};
        std::int64_t stride = 1;
        for (std::size_t i = shape.size(); i-- > 0; stride *= shape[i])
            view.strides[i] = stride;
        return view;
    }
};

using Table = std::map<std::string, OwnedTensor>;
using Change = std::function<void(Table&)>;

/// Distinct small values, so that a tensor that is mixed up, turned or shifted is noticed.
inline OwnedTensor floats(const Shape& shape, float first = 0)
{
    std::size_t count = 1;
    for (const std::int64_t size : shape)
        count *= std::size_t(size);
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = first + float(i % 977) / 1024.0f;
    OwnedTensor tensor {DType::F32, shape, std::vector<std::byte>(count * sizeof(float))};
    if (count > 0)
        std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
    return tensor;
}

inline OwnedTensor ofType(DType type, const Shape& shape)
{
    OwnedTensor tensor = floats(shape);
    tensor.dtype = type;
    tensor.bytes.assign(tensor.bytes.size() / sizeof(float) * inference::weights::byteSize(type), std::byte(0));
    return tensor;
}

inline void setFloat(OwnedTensor& tensor, std::size_t index, float value)
{
    std::memcpy(tensor.bytes.data() + index * sizeof(float), &value, sizeof value);
}

inline inference::weights::NamedTensors views(const Table& table)
{
    inference::weights::NamedTensors named;
    for (const auto& [name, tensor] : table)
        named.emplace(name, tensor.view());
    return named;
}

/// The table with names changed; an empty new name drops the tensor.
inline Table renamed(const Table& table, const std::function<std::string(const std::string&)>& newName)
{
    Table result;
    for (const auto& [name, tensor] : table) {
        if (const std::string changed = newName(name); !changed.empty())
            result.emplace(changed, tensor);
    }
    return result;
}

/// Part `part` of `parts` along the first dimension.
inline OwnedTensor slice(const OwnedTensor& tensor, int part, int parts)
{
    OwnedTensor result = tensor;
    result.shape[0] /= parts;
    const std::size_t length = tensor.bytes.size() / std::size_t(parts);
    const auto first = tensor.bytes.begin() + std::ptrdiff_t(length) * part;
    result.bytes.assign(first, first + std::ptrdiff_t(length));
    return result;
}

inline OwnedTensor transposed(const OwnedTensor& tensor)
{
    OwnedTensor result = tensor;
    std::swap(result.shape[0], result.shape[1]);
    const std::size_t unit = byteSize(tensor.dtype), rows = std::size_t(tensor.shape[0]), columns = std::size_t(tensor.shape[1]);
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c)
            std::memcpy(result.bytes.data() + (c * rows + r) * unit, tensor.bytes.data() + (r * columns + c) * unit, unit);
    }
    return result;
}

/// A CLIP of one size of everything that is small but all its own: D 128, E 96, T 64, P 2, G 3, V 11, C 7, 2 and 1 layers.
inline Table smallClip()
{
    Table table {{"visual.class_embedding", floats({128}, 1)}, {"visual.positional_embedding", floats({10, 128}, 2)},
                 {"visual.conv1.weight", floats({128, 3, 2, 2}, 3)}, {"visual.proj", floats({128, 96}, 4)},
                 {"token_embedding.weight", floats({11, 64}, 5)}, {"positional_embedding", floats({7, 64}, 6)},
                 {"text_projection", floats({64, 96}, 7)}, {"logit_scale", floats({}, 8)}};
    const auto norm = [&](const std::string& name, std::int64_t width) {
        table[name + ".weight"] = floats({width}, 9);
        table[name + ".bias"] = floats({width}, 10);
    };
    const auto block = [&](const std::string& name, std::int64_t width) {
        norm(name + "ln_1", width);
        norm(name + "ln_2", width);
        table[name + "attn.in_proj_weight"] = floats({3 * width, width}, 11);
        table[name + "attn.in_proj_bias"] = floats({3 * width}, 12);
        table[name + "attn.out_proj.weight"] = floats({width, width}, 13);
        table[name + "attn.out_proj.bias"] = floats({width}, 14);
        table[name + "mlp.c_fc.weight"] = floats({4 * width, width}, 15);
        table[name + "mlp.c_fc.bias"] = floats({4 * width}, 16);
        table[name + "mlp.c_proj.weight"] = floats({width, 4 * width}, 17);
        table[name + "mlp.c_proj.bias"] = floats({width}, 18);
    };
    norm("visual.ln_pre", 128);
    norm("visual.ln_post", 128);
    norm("ln_final", 64);
    block("visual.transformer.resblocks.0.", 128);
    block("visual.transformer.resblocks.1.", 128);
    block("transformer.resblocks.0.", 64);
    return table;
}

/// VCP-CLIP weights: D 128, E 64, 4 text layers, 2 taps, r 3, n 2.
inline Table smallVcp()
{
    Table table {{"New_Lan_Embed.prompt_query", floats({1, 3, 64})}, {"New_Lan_Embed.prompt_linear1.fc.weight", floats({3, 1, 3})},
                 {"New_Lan_Embed.prompt_linear1.fc.bias", floats({3})}, {"New_Lan_Embed.prompt_temp", floats({})},
                 {"Zero_try.q_proj_pre.weight", floats({128, 64, 1})}, {"Zero_try.q_proj_pre.bias", floats({128})},
                 {"Zero_try.prompt_temp_l1", floats({})}, {"prompt_embeddings", floats({1, 2, 64})},
                 {"deep_prompt_embeddings", floats({3, 2, 64})}, {"prompt_proj.weight", floats({64, 64})},
                 {"prompt_proj.bias", floats({64})}, {"prompt_norm.weight", floats({64})}, {"prompt_norm.bias", floats({64})}};
    for (const std::string name : {"Zero_try.k_proj_pre_1", "Zero_try.v_proj_pre_1", "Zero_try.proj_post_t"}) {
        table[name + ".weight"] = floats({128, 128, 1});
        table[name + ".bias"] = floats({128});
    }
    for (const std::string name : {"trainable_linearlayer.fc.0", "trainable_linearlayer.fc.1"}) {
        table[name + ".weight"] = floats({64, 128});
        table[name + ".bias"] = floats({64});
    }
    return table;
}

}  // namespace weight_tools
