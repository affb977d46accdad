#include "model/packed_encoder_p.h"

#include "core/error.h"

#include <algorithm>
#include <atomic>

namespace inference::model {
namespace {

std::span<const float> spanOf(const Tensor& tensor)
{
    return {tensor.data_ptr<float>(), std::size_t(tensor.numel())};
}

processor::PackedLinear packLinear(const processor::Kernels& kernels, const Linear& linear, const processor::Runner& runner)
{
    const Tensor weight = linear.weight.contiguous(), bias = linear.bias.contiguous();
    return {kernels, spanOf(weight), spanOf(bias), runner};
}

processor::PackedNorm packNorm(const LayerNorm& norm)
{
    const Tensor weight = norm.weight.contiguous(), bias = norm.bias.contiguous();
    return {spanOf(weight), spanOf(bias), float(norm.epsilon)};
}

class PackedEncoder final : public VisionEncoder {
public:
    PackedEncoder(VisionTower ends, processor::PackedTower blocks)
        : m_ends(std::move(ends))
        , m_blocks(std::move(blocks))
    {
    }

    VisionFeatures encode(const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop) override
    {
        Tensor x = embedPatches(m_ends, pixels).contiguous();                                   // [B, 1 + L, D]
        m_blocks.prepare(int(x.size(0)), int(x.size(1)));
        VisionFeatures features;
        for (int i = 0; i < m_blocks.blocks(); ++i) {
            if (stop.stop_requested())
                throw Cancelled();
            m_blocks.runBlock(i, x.data_ptr<float>());
            if (std::ranges::binary_search(layers, i + 1))
                features.taps.push_back(x.clone());
        }
        features.global = globalFeature(m_ends, x);                                             // [B, E]
        return features;
    }

private:
    VisionTower m_ends;  ///< all but the blocks
    processor::PackedTower m_blocks;
};

}  // namespace

processor::Runner torchRunner()
{
    const int threads = std::max(1, at::get_num_threads());
    return {threads, [threads](int tasks, const std::function<void(int, int)>& work) {
                std::atomic<int> next = 0;
                at::parallel_for(0, std::min(threads, tasks), 1, [&](std::int64_t first, std::int64_t) {
                    for (int task = next++; task < tasks; task = next++)
                        work(task, int(first));
                });
            }};
}

const processor::Kernels& kernelsOf(Precision precision)
{
    if (precision == Precision::Float32)
        return processor::float32Kernels();
    const processor::Kernels* const native = processor::nativeBrainKernels();
    return native ? *native : processor::widenedBrainKernels();
}

processor::PackedBlock packBlock(const processor::Kernels& kernels, const Block& block, const processor::Runner& runner)
{
    return {packNorm(block.beforeAttention), packLinear(kernels, block.queryKeyValue, runner),
            packLinear(kernels, block.attentionOut, runner), packNorm(block.beforeMlp),
            packLinear(kernels, block.expand, runner), packLinear(kernels, block.contract, runner)};
}

std::unique_ptr<VisionEncoder> makePackedEncoder(const TensorSource& clip, const weights::ClipShape& shape, int grid, Precision precision)
{
    const processor::Kernels& kernels = kernelsOf(precision);
    processor::PackedTower blocks(kernels, shape.visionWidth, torchRunner());
    VisionTower ends = loadVision(clip, shape, grid, [&](const Block& block) {
        blocks.append(packBlock(kernels, block, blocks.runner()));
    });
    return std::make_unique<PackedEncoder>(std::move(ends), std::move(blocks));
}

}  // namespace inference::model
