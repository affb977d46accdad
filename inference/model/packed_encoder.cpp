#include "model/packed_encoder_p.h"

#include "core/error.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>

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

/// One block out of a file, matrix by matrix through memory that is used again: fresh memory costs more than reading.
class BlockReader {
public:
    BlockReader(const processor::Kernels& kernels, const weights::WeightSet& set, std::function<void(std::int64_t)> read)
        : m_kernels(kernels)
        , m_set(set)
        , m_read(std::move(read))
    {
    }

    processor::PackedBlock read(const std::string& prefix)
    {
        return {norm(prefix + ".ln_1"), linear(prefix + ".attn.in_proj_weight", prefix + ".attn.in_proj_bias"),
                linear(prefix + ".attn.out_proj"), norm(prefix + ".ln_2"), linear(prefix + ".mlp.c_fc"), linear(prefix + ".mlp.c_proj")};
    }

private:
    std::span<const float> values(const std::string& name, std::vector<float>& memory)
    {
        const auto count = std::size_t(m_set.elements(name));
        memory.resize(std::max(memory.size(), count));
        m_set.read(name, {memory.data(), count});
        m_read(std::int64_t(count));
        return {memory.data(), count};
    }

    processor::PackedNorm norm(const std::string& name)
    {
        const auto weight = values(name + ".weight", m_weight), bias = values(name + ".bias", m_bias);
        return {weight, bias, float(LayerNorm().epsilon)};
    }

    processor::PackedLinear linear(const std::string& weightName, const std::string& biasName)
    {
        const auto weight = values(weightName, m_weight), bias = values(biasName, m_bias);
        return {m_kernels, weight, bias, processor::alone()};
    }

    processor::PackedLinear linear(const std::string& name) { return linear(name + ".weight", name + ".bias"); }

    const processor::Kernels& m_kernels;
    const weights::WeightSet& m_set;
    std::function<void(std::int64_t)> m_read;
    std::vector<float> m_weight, m_bias;
};

/// All blocks, each by one thread. What a thread throws ends the others at their next tensor and comes out here.
std::vector<processor::PackedBlock> readBlocks(const processor::Kernels& kernels, const Loader& clip, int count)
{
    constexpr int most = 4;  // each holds a matrix unpacked, and memory is what they wait for
    const processor::Runner runner = torchRunner(most);
    std::vector<processor::PackedBlock> blocks(static_cast<std::size_t>(count));
    std::atomic<std::int64_t> untold = 0;
    std::atomic<bool> failed = false;
    std::exception_ptr failure;
    std::mutex guard;
    std::vector<std::unique_ptr<BlockReader>> readers;
    for (int thread = 0; thread < runner.threads; ++thread)
        readers.push_back(std::make_unique<BlockReader>(kernels, clip.set(), [&, thread](std::int64_t elements) {
            untold += elements;
            if (thread == 0)
                clip.told(untold.exchange(0));
            if (failed)
                throw Cancelled();
        }));
    runner.run(count, [&](int index, int thread) {
        try {
            if (!failed)
                blocks[std::size_t(index)] = readers[std::size_t(thread)]->read(visionBlock(index));
        } catch (...) {
            const std::lock_guard lock(guard);
            if (!failure)
                failure = std::current_exception();
            failed = true;
        }
    });
    if (failure)
        std::rethrow_exception(failure);
    clip.told(untold);
    return blocks;
}

}  // namespace

processor::Runner torchRunner(int most)
{
    const int threads = std::clamp(at::get_num_threads(), 1, most);
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

std::unique_ptr<VisionEncoder> makePackedEncoder(const Loader& clip, const weights::ClipShape& shape, int grid, Precision precision)
{
    const processor::Kernels& kernels = kernelsOf(precision);
    processor::PackedTower blocks(kernels, shape.visionWidth, torchRunner());
    VisionTower ends = loadVisionEnds(clip, shape, grid);
    for (processor::PackedBlock& block : readBlocks(kernels, clip, shape.visionLayers))
        blocks.append(std::move(block));
    return std::make_unique<PackedEncoder>(std::move(ends), std::move(blocks));
}

}  // namespace inference::model
