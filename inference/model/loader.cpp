#include "model/loader_p.h"

#include <cmath>
#include <numeric>

namespace inference::model {
namespace {

const char* const visionBlocks = "visual.transformer.resblocks.";
const char* const textBlocks = "transformer.resblocks.";

/// Embedding rows of `tokens` plus the positions from `first` on.
Tensor embed(const TensorSource& clip, const std::vector<std::int64_t>& tokens, std::int64_t first)
{
    std::vector<std::int64_t> positions(tokens.size());
    std::iota(positions.begin(), positions.end(), first);
    return clip.rows("token_embedding.weight", tokens) + clip.rows("positional_embedding", positions);
}

}  // namespace

Loader::Loader(const weights::WeightSet& set, at::Device device, std::function<void(std::int64_t)> read)
    : m_set(set)
    , m_device(device)
    , m_read(std::move(read))
{
}

Tensor Loader::tensor(const std::string& name) const
{
    Tensor host = at::empty(m_set.shape(name), at::kFloat);
    m_set.read(name, {host.data_ptr<float>(), std::size_t(host.numel())});
    told(host.numel());
    return host.to(m_device);
}

void Loader::told(std::int64_t elements) const
{
    m_read(elements);
}

Linear TensorSource::linear(const std::string& name) const
{
    Tensor weight = tensor(name + ".weight");
    if (weight.dim() == 3 && weight.size(2) == 1)
        weight = weight.squeeze(2);
    return {weight, tensor(name + ".bias")};
}

LayerNorm TensorSource::norm(const std::string& name, double epsilon) const
{
    return {tensor(name + ".weight"), tensor(name + ".bias"), epsilon};
}

Tensor TensorSource::exponential(const std::string& name) const
{
    return tensor(name).to(at::kDouble).exp().to(at::kFloat);
}

Tensor Loader::rows(const std::string& name, const std::vector<std::int64_t>& indices) const
{
    const std::int64_t width = m_set.shape(name).at(1);
    Tensor host = at::empty({std::int64_t(indices.size()), width}, at::kFloat);
    for (std::size_t i = 0; i < indices.size(); ++i)
        m_set.readRow(name, indices[i], {host.data_ptr<float>() + std::int64_t(i) * width, std::size_t(width)});
    return host.to(m_device);
}

Block loadBlock(const TensorSource& clip, const std::string& prefix)
{
    return {clip.norm(prefix + ".ln_1"),
            {clip.tensor(prefix + ".attn.in_proj_weight"), clip.tensor(prefix + ".attn.in_proj_bias")},
            clip.linear(prefix + ".attn.out_proj"),
            clip.norm(prefix + ".ln_2"),
            clip.linear(prefix + ".mlp.c_fc"),
            clip.linear(prefix + ".mlp.c_proj")};
}

VisionTower loadVision(const TensorSource& clip, const weights::ClipShape& shape, int grid)
{
    VisionTower tower = loadVisionEnds(clip, shape, grid);
    for (int i = 0; i < shape.visionLayers; ++i)
        tower.blocks.push_back(loadBlock(clip, visionBlock(i)));
    return tower;
}

std::string visionBlock(int index)
{
    return visionBlocks + std::to_string(index);
}

VisionTower loadVisionEnds(const TensorSource& clip, const weights::ClipShape& shape, int grid)
{
    VisionTower tower;
    tower.patch = shape.patch;
    tower.patchWeight = clip.tensor("visual.conv1.weight");
    const Tensor positions = clip.tensor("visual.positional_embedding");  // [1 + G*G, D]
    tower.classToken = clip.tensor("visual.class_embedding") + positions[0];
    tower.positions = resizePositions(positions, grid);
    tower.beforeBlocks = clip.norm("visual.ln_pre");
    tower.afterBlocks = clip.norm("visual.ln_post");
    tower.projection = clip.tensor("visual.proj");
    return tower;
}

TextTower loadText(const TensorSource& clip, const TensorSource& vcp, const weights::ClipShape& shape)
{
    TextTower tower;
    for (int i = 0; i < shape.textLayers; ++i)
        tower.blocks.push_back(loadBlock(clip, textBlocks + std::to_string(i)));
    tower.promptNorm = vcp.norm("prompt_norm", 1e-6);
    tower.finalNorm = clip.norm("ln_final");
    tower.projection = clip.tensor("text_projection");
    const Linear project = vcp.linear("prompt_proj");
    tower.shallowPrompt = project(vcp.tensor("prompt_embeddings")).squeeze(0);
    tower.deepPrompts = project(vcp.tensor("deep_prompt_embeddings"));
    return tower;
}

PreVcp loadPreVcp(const TensorSource& vcp, const weights::VcpShape& shape)
{
    PreVcp pre;
    pre.query = vcp.tensor("New_Lan_Embed.prompt_query");
    pre.convolution = {vcp.tensor("New_Lan_Embed.prompt_linear1.fc.weight"), vcp.tensor("New_Lan_Embed.prompt_linear1.fc.bias")};
    for (int i = 0; i < shape.taps; ++i)
        pre.taps.push_back(vcp.linear("trainable_linearlayer.fc." + std::to_string(i)));
    pre.scale = vcp.exponential("New_Lan_Embed.prompt_temp");
    return pre;
}

PostVcp loadPostVcp(const TensorSource& vcp)
{
    return {vcp.linear("Zero_try.q_proj_pre"), vcp.linear("Zero_try.k_proj_pre_1").weight, vcp.linear("Zero_try.v_proj_pre_1"),
            vcp.linear("Zero_try.proj_post_t"), vcp.exponential("Zero_try.prompt_temp_l1")};
}

SentenceTokens loadSentence(const TensorSource& clip, const PromptTemplate& prompt, int contextTokens)
{
    const auto before = std::int64_t(prompt.before.size());
    std::vector<std::int64_t> places(contextTokens);
    std::iota(places.begin(), places.end(), before);
    return {embed(clip, prompt.before, 0), clip.rows("positional_embedding", places),
            embed(clip, prompt.after, before + contextTokens)};
}

}  // namespace inference::model
