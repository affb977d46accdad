#include "processor/packed_tower.h"

#include <algorithm>
#include <chrono>

namespace inference::processor {
namespace {

using Clock = std::chrono::steady_clock;

/// Runs `work` and adds what it took.
template<typename Work>
void timed(double& seconds, const Work& work)
{
    const auto start = Clock::now();
    work();
    seconds += std::chrono::duration<double>(Clock::now() - start).count();
}

Buffer copied(std::span<const float> values)
{
    Buffer buffer(values.size_bytes());
    std::ranges::copy(values, buffer.as<float>());
    return buffer;
}

}  // namespace

PackedNorm::PackedNorm(std::span<const float> weightValues, std::span<const float> biasValues, float norm)
    : weight(copied(weightValues))
    , bias(copied(biasValues))
    , epsilon(norm)
{
}

PackedTower::PackedTower(const Kernels& kernels, int width, Runner runner)
    : m_kernels(&kernels)
    , m_width(width)
    , m_runner(std::move(runner))
    , m_scratch(makeScratch(kernels, m_runner))
{
}

void PackedTower::prepare(int images, int tokens)
{
    if (images == m_images && tokens == m_tokens)
        return;
    m_images = m_tokens = 0;  // nothing is ready while memory may run out
    for (PackedRows* const packed : {&m_normed, &m_attended, &m_expanded})
        *packed = {};
    for (Buffer* const buffer : {&m_queryKeyValue, &m_keys, &m_values})
        *buffer = {};
    const int rows = images * tokens;
    m_normed = PackedRows(*m_kernels, rows, m_width);
    m_attended = PackedRows(*m_kernels, rows, m_width);
    m_expanded = PackedRows(*m_kernels, rows, 4 * m_width);
    m_queryKeyValue = Buffer(std::size_t(rows) * 3 * std::size_t(m_width) * sizeof(float));
    const std::size_t keyUnits = std::size_t(images) * std::size_t(paddedKeys(tokens)) * std::size_t(m_width / m_kernels->unitValues);
    m_keys = Buffer(keyUnits * sizeof(std::uint32_t), true);
    m_values = Buffer(keyUnits * sizeof(std::uint32_t), true);
    m_images = images;
    m_tokens = tokens;
}

void PackedTower::runBlock(int index, float* x)
{
    const PackedBlock& block = m_blocks[std::size_t(index)];
    timed(m_times.norms, [&] { normalise(block.beforeAttention, x); });
    timed(m_times.queryKeyValue, [&] { block.queryKeyValue.store(m_normed, m_queryKeyValue.as<float>(), false, m_runner, m_scratch); });
    timed(m_times.heads, [&] { packHeads(); });
    timed(m_times.attention, [&] { attend(); });
    timed(m_times.attentionOut, [&] { block.attentionOut.store(m_attended, x, true, m_runner, m_scratch); });
    timed(m_times.norms, [&] { normalise(block.beforeMlp, x); });
    timed(m_times.expand, [&] { block.expand.pack(m_normed, m_expanded, m_runner, m_scratch); });
    timed(m_times.contract, [&] { block.contract.store(m_expanded, x, true, m_runner, m_scratch); });
}

void PackedTower::normalise(const PackedNorm& norm, const float* x)
{
    const int rows = m_images * m_tokens, tileRows = m_kernels->tileRows;
    constexpr int rowsAtOnce = 32;  // a multiple of every tile's rows
    m_runner.run((rows + rowsAtOnce - 1) / rowsAtOnce, [&](int index, int thread) {
        for (int first = index * rowsAtOnce; first < std::min(rows, (index + 1) * rowsAtOnce); first += tileRows)
            m_kernels->norm({x + std::ptrdiff_t(first) * m_width, std::min(tileRows, rows - first), m_width, norm.weight.as<float>(),
                             norm.bias.as<float>(), norm.epsilon, m_normed.tile(first / tileRows), m_normed.units(),
                             m_scratch[std::size_t(thread)].as<float>()});
    });
}

HeadTask PackedTower::head(int index) const
{
    const int heads = m_width / headWidth, image = index / heads;
    const std::ptrdiff_t units = std::ptrdiff_t(paddedKeys(m_tokens)) * headWidth / m_kernels->unitValues;
    return {m_queryKeyValue.as<float>() + std::ptrdiff_t(image) * m_tokens * 3 * m_width + index % heads * headWidth, m_tokens, m_width,
            m_keys.as<std::uint32_t>() + index * units, m_values.as<std::uint32_t>() + index * units};
}

void PackedTower::packHeads()
{
    m_runner.run(m_images * (m_width / headWidth), [&](int index, int) { m_kernels->packHead(head(index)); });
}

void PackedTower::attend()
{
    const int heads = m_width / headWidth;
    const int atOnce = rowsOfTask / m_kernels->panelColumns * m_kernels->panelColumns, parts = (m_tokens + atOnce - 1) / atOnce;
    m_runner.run(m_images * heads * parts, [&](int index, int thread) {
        AttentionTask task;
        task.head = head(index / parts);
        task.first = index % parts * atOnce;
        task.last = std::min(m_tokens, task.first + atOnce);
        task.packed = m_attended.data();
        task.packedUnits = m_attended.units();
        task.packedRow = index / parts / heads * m_tokens;
        task.packedColumn = index / parts % heads * headWidth;
        task.scratch = m_scratch[std::size_t(thread)].as<float>();
        m_kernels->attend(task);
    });
}

}  // namespace inference::processor
