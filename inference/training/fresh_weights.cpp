#include "training/fresh_weights.h"

#include "core/error.h"
#include "training/state_file_p.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace inference::training {
namespace {

constexpr std::int64_t vocabulary = 49408, contextLength = 77;

class Draw {
public:
    explicit Draw(std::uint64_t seed)
        : m_generator(at::make_generator<at::CPUGeneratorImpl>(seed))
    {
    }

    Tensor normal(at::IntArrayRef shape, double deviation) { return at::empty(shape, at::kFloat).normal_(0, deviation, m_generator); }
    Tensor uniform(at::IntArrayRef shape, double reach) { return at::empty(shape, at::kFloat).uniform_(-reach, reach, m_generator); }

private:
    at::Generator m_generator;
};

void addNorm(OutgoingTensors& out, const std::string& name, std::int64_t width)
{
    out.add(name + ".weight", at::ones({width}));
    out.add(name + ".bias", at::zeros({width}));
}

void addTower(OutgoingTensors& out, Draw& draw, const std::string& prefix, std::int64_t width, int layers)
{
    const double in = std::pow(double(width), -0.5), residual = in * std::pow(2.0 * layers, -0.5);
    for (int i = 0; i < layers; ++i) {
        const std::string block = prefix + "resblocks." + std::to_string(i) + ".";
        addNorm(out, block + "ln_1", width);
        addNorm(out, block + "ln_2", width);
        out.add(block + "attn.in_proj_weight", draw.normal({3 * width, width}, in));
        out.add(block + "attn.in_proj_bias", at::zeros({3 * width}));
        out.add(block + "attn.out_proj.weight", draw.normal({width, width}, residual));
        out.add(block + "attn.out_proj.bias", at::zeros({width}));
        out.add(block + "mlp.c_fc.weight", draw.normal({4 * width, width}, std::pow(2.0 * double(width), -0.5)));
        out.add(block + "mlp.c_fc.bias", at::zeros({4 * width}));
        out.add(block + "mlp.c_proj.weight", draw.normal({width, 4 * width}, residual));
        out.add(block + "mlp.c_proj.bias", at::zeros({width}));
    }
}

Tensor wordEmbedding(const model::ModelOptions& options, Draw& draw, std::int64_t width)
{
    Tensor table = at::zeros({vocabulary, width});
    for (const model::PromptTemplate* const prompt : {&options.good, &options.damaged})
        for (const auto* const part : {&prompt->before, &prompt->after})
            for (const std::int64_t word : *part)
                if (table[word].abs().sum().item<float>() == 0)
                    table[word].copy_(draw.normal({width}, 0.5));
    return table;
}

void writeClip(const FreshShape& shape, const model::ModelOptions& options, Draw& draw, const std::filesystem::path& path)
{
    const std::int64_t width = shape.visionWidth, text = shape.textWidth, patch = shape.patch;
    const double in = std::pow(double(width), -0.5);
    OutgoingTensors out;
    out.add("visual.class_embedding", draw.normal({width}, in));
    out.add("visual.positional_embedding", draw.normal({std::int64_t(shape.trainedGrid) * shape.trainedGrid + 1, width}, in));
    out.add("visual.conv1.weight", draw.normal({width, 3, patch, patch}, std::pow(3.0 * double(patch * patch), -0.5)));
    addNorm(out, "visual.ln_pre", width);
    addNorm(out, "visual.ln_post", width);
    out.add("visual.proj", draw.normal({width, text}, in));
    addTower(out, draw, "visual.transformer.", width, shape.visionLayers);
    addTower(out, draw, "transformer.", text, shape.textLayers);
    out.add("token_embedding.weight", wordEmbedding(options, draw, text));
    out.add("positional_embedding", draw.normal({contextLength, text}, 0.1));
    addNorm(out, "ln_final", text);
    out.add("text_projection", draw.normal({text, text}, std::pow(double(text), -0.5)));
    weights::writeSafetensors(path, out.views());
}

/// As PyTorch begins a linear layer of `inputs`: weight and bias uniform within 1/sqrt(inputs).
void addLinear(OutgoingTensors& out, Draw& draw, const std::string& name, at::IntArrayRef shape, std::int64_t inputs)
{
    const double reach = std::pow(double(inputs), -0.5);
    out.add(name + ".weight", draw.uniform(shape, reach));
    out.add(name + ".bias", draw.uniform({shape[0]}, reach));
}

void writeVcp(const FreshShape& shape, Draw& draw, const std::filesystem::path& path)
{
    const std::int64_t width = shape.visionWidth, text = shape.textWidth, context = shape.contextTokens;
    const Tensor temperature = at::full({}, std::log(1 / 0.07), at::kFloat);
    OutgoingTensors out;
    for (int i = 0; i < shape.taps; ++i)
        addLinear(out, draw, "trainable_linearlayer.fc." + std::to_string(i), {text, width}, width);
    out.add("New_Lan_Embed.prompt_query", draw.normal({1, context, text}, 0.5));
    addLinear(out, draw, "New_Lan_Embed.prompt_linear1.fc", {context, 1, 3}, 3);
    out.add("New_Lan_Embed.prompt_temp", temperature);
    addLinear(out, draw, "Zero_try.q_proj_pre", {width, text, 1}, text);
    for (const char* const name : {"k_proj_pre_1", "v_proj_pre_1", "proj_post_t"})
        addLinear(out, draw, std::string("Zero_try.") + name, {width, width, 1}, width);
    out.add("Zero_try.prompt_temp_l1", temperature.clone());
    out.add("prompt_text_projection", draw.normal({text, text}, std::pow(double(text), -0.5)));
    out.add("prompt_embeddings", draw.uniform({1, 1, text}, 1));
    out.add("deep_prompt_embeddings", draw.uniform({std::max(shape.textLayers - 1, 0), 1, text}, 1));
    addLinear(out, draw, "prompt_proj", {text, text}, text);
    addNorm(out, "prompt_norm", text);
    weights::writeTorchZip(path, out.views(), {"trainable_linearlayer", "New_Lan_Embed", "Zero_try"});
}

}  // namespace

void writeFreshWeights(const FreshShape& shape, const model::ModelOptions& options, std::uint64_t seed, const std::filesystem::path& clip,
                       const std::filesystem::path& vcp)
{
    const bool good = shape.visionWidth > 0 && shape.visionWidth % 64 == 0 && shape.textWidth > 0 && shape.textWidth % 64 == 0
        && shape.visionLayers > 0 && shape.visionLayers <= 64 && shape.textLayers > 1 && shape.textLayers <= 64 && shape.patch > 0 && shape.patch <= 64
        && shape.trainedGrid > 0 && shape.trainedGrid <= 256 && shape.taps > 0 && shape.taps <= shape.visionLayers && shape.contextTokens > 0
        && shape.contextTokens <= 16 && shape.visionWidth <= 4096 && shape.textWidth <= 4096;
    if (!good)
        throw Error(ErrorCode::BadInput, {"shape"});
    Draw draw(seed);
    writeClip(shape, options, draw, clip);
    writeVcp(shape, draw, vcp);
}

}  // namespace inference::training
