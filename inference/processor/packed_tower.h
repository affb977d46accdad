#pragma once

#include "processor/packed_linear.h"

#include <functional>
#include <vector>

namespace inference::processor {

/// LayerNorm's numbers.
struct PackedNorm {
    Buffer weight, bias;
    float epsilon = 0;
    PackedNorm() = default;
    PackedNorm(std::span<const float> weight, std::span<const float> bias, float epsilon);
};

/// One residual attention block of width W, heads of 64.
struct PackedBlock {
    PackedNorm beforeAttention;
    PackedLinear queryKeyValue;  ///< W -> 3W
    PackedLinear attentionOut;   ///< W -> W
    PackedNorm beforeMlp;
    PackedLinear expand;         ///< W -> 4W
    PackedLinear contract;       ///< 4W -> W
};

/// Where the time goes, in seconds, summed over the blocks since the last reset.
struct TowerTimes {
    double norms = 0, queryKeyValue = 0, heads = 0, attention = 0, attentionOut = 0, expand = 0, contract = 0;
};

/// Blocks of a transformer over packed weights, and the memory they work in. One caller at a time.
class PackedTower {
public:
    /// Throws std::bad_alloc.
    PackedTower(const Kernels& kernels, int width, Runner runner);

    void append(PackedBlock block) { m_blocks.push_back(std::move(block)); }
    int blocks() const { return int(m_blocks.size()); }
    const Kernels& kernels() const { return *m_kernels; }
    const Runner& runner() const { return m_runner; }

    /// Makes room for `images` of `tokens` rows each. Throws std::bad_alloc.
    void prepare(int images, int tokens);
    /// x [images * tokens][W] -> x + attention -> x + MLP, in place.
    void runBlock(int index, float* x);

    const TowerTimes& times() const { return m_times; }
    void resetTimes() { m_times = {}; }

private:
    void normalise(const PackedNorm& norm, const float* x);
    void packHeads();
    void attend();
    /// One head's task, keys and values where it has its room.
    HeadTask head(int index) const;

    const Kernels* m_kernels;
    int m_width, m_images = 0, m_tokens = 0;
    Runner m_runner;
    std::vector<PackedBlock> m_blocks;
    std::vector<Buffer> m_scratch;
    PackedRows m_normed, m_attended, m_expanded;
    Buffer m_queryKeyValue, m_keys, m_values;
    TowerTimes m_times;
};

}  // namespace inference::processor
