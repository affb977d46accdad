#include "processor/packed_linear.h"

#include "processor/brain.h"

#include <algorithm>

namespace inference::processor {
namespace {

/// Columns [first, first + C) of the right operand: rows of the weight, turned. [depth][C] floats or [depth / 2][C] pairs of bf16.
void packPanel(std::span<const float> weight, int depth, int first, int count, int width, bool pairs, std::uint32_t* panel)
{
    for (int c = 0; c < width; ++c) {
        const float* const row = c < count ? weight.data() + std::ptrdiff_t(first + c) * depth : nullptr;
        std::uint32_t* to = panel + c;
        if (!row)
            for (int u = 0; u < (pairs ? depth / 2 : depth); ++u, to += width)
                *to = 0;
        else if (pairs)
            for (int u = 0; u < depth / 2; ++u, to += width)
                *to = toBrain(row[2 * u]) | std::uint32_t(toBrain(row[2 * u + 1])) << 16;
        else
            for (int u = 0; u < depth; ++u, to += width)
                *to = std::bit_cast<std::uint32_t>(row[u]);
    }
}

/// Tiles and panels of a product or of a part of it.
struct Span {
    int firstTile, lastTile, firstPanel, lastPanel;
};

/// How a product is cut into tasks, and what multiplies them.
struct Cut {
    int tiles, panels;  ///< of a task
    void (*product)(const ProductTask&);

    int down(const Span& whole) const { return (whole.lastTile - whole.firstTile + tiles - 1) / tiles; }
    int count(const Span& whole) const { return down(whole) * ((whole.lastPanel - whole.firstPanel + panels - 1) / panels); }
    Span part(const Span& whole, int index) const
    {
        const int tile = whole.firstTile + index % down(whole) * tiles, panel = whole.firstPanel + index / down(whole) * panels;
        return {tile, std::min(whole.lastTile, tile + tiles), panel, std::min(whole.lastPanel, panel + panels)};
    }
};

Cut smallCut(const Kernels& kernels)
{
    return {rowsOfTask / kernels.tileRows, columnsOfTask / kernels.panelColumns, kernels.product};
}

/// `all` in parts of `most` at most, as equal as pairs allow.
int evenParts(int all, int most)
{
    const int parts = (all + most - 1) / most;
    return std::min(most, roundedUp((all + parts - 1) / parts, 2));
}

Cut cutOf(const Kernels& kernels, const Span& whole, int units, int threads)
{
    // What is added must be little beside what is multiplied, and with too few tasks threads would wait for the last ones.
    constexpr int enoughUnits = 512, tasksOfThread = 4;
    if (kernels.productByHalves && units >= enoughUnits && whole.lastTile * kernels.tileRows >= rowsByHalves)
        for (const int columns : {columnsByHalves, columnsByHalves / 2}) {
            const Cut cut {evenParts(whole.lastTile, rowsByHalves / kernels.tileRows), evenParts(whole.lastPanel, columns / kernels.panelColumns),
                           kernels.productByHalves};
            if (cut.count(whole) >= tasksOfThread * threads)
                return cut;
        }
    return smallCut(kernels);
}

struct Task {
    Span part;
    void (*product)(const ProductTask&);
};

/// Tasks in the order in which they are begun. By halves they are large: where there are several threads as many of them are cut small and come last, so
/// that none waits long for another.
std::vector<Task> tasksOf(const Kernels& kernels, const Span& whole, int units, int threads)
{
    const Cut cut = cutOf(kernels, whole, units, threads), small = smallCut(kernels);
    const int count = cut.count(whole), large = cut.product == small.product || threads == 1 ? count : count - threads;
    std::vector<Task> tasks;
    for (int i = 0; i < count; ++i) {
        const Span part = cut.part(whole, i);
        if (i < large)
            tasks.push_back({part, cut.product});
        else
            for (int j = 0; j < small.count(part); ++j)
                tasks.push_back({small.part(part, j), small.product});
    }
    return tasks;
}

}  // namespace

PackedRows::PackedRows(const Kernels& kernels, int rows, int columns)
    : m_data(std::size_t(roundedUp(rows, kernels.tileRows)) * std::size_t(columns / kernels.unitValues) * sizeof(std::uint32_t), true)
    , m_rows(rows)
    , m_units(columns / kernels.unitValues)
    , m_tileRows(kernels.tileRows)
{
}

void PackedRows::fill(const Kernels& kernels, std::span<const float> values)
{
    const int columns = m_units * kernels.unitValues, group = kernels.group;
    for (int row = 0; row < m_rows; ++row) {
        const float* const from = values.data() + std::ptrdiff_t(row) * columns;
        auto* const to = static_cast<std::uint32_t*>(tile(row / m_tileRows)) + row % m_tileRows * group;
        for (int u = 0; u < m_units; ++u) {
            std::uint32_t& unit = to[u / group * m_tileRows * group + u % group];
            if (kernels.unitValues == 2)
                unit = toBrain(from[2 * u]) | std::uint32_t(toBrain(from[2 * u + 1])) << 16;
            else
                unit = std::bit_cast<std::uint32_t>(kernels.keptAsBrain ? fromBrain(toBrain(from[u])) : from[u]);
        }
    }
}

PackedLinear::PackedLinear(const Kernels& kernels, std::span<const float> weight, std::span<const float> bias, const Runner& runner)
    : m_kernels(&kernels)
    , m_columns(int(bias.size()))
{
    const int depth = int(weight.size() / bias.size()), width = kernels.panelColumns, panels = (m_columns + width - 1) / width;
    const bool pairs = kernels.unitValues == 2 || kernels.keptAsBrain;
    const std::size_t panelUnits = std::size_t(pairs ? depth / 2 : depth) * std::size_t(width);
    m_weight = Buffer(std::size_t(panels) * panelUnits * sizeof(std::uint32_t));
    m_bias = Buffer(std::size_t(panels) * std::size_t(width) * sizeof(float), true);
    std::ranges::copy(bias, m_bias.as<float>());
    runner.run(panels, [&](int panel, int) {
        packPanel(weight, depth, panel * width, std::min(width, m_columns - panel * width), width, pairs,
                  m_weight.as<std::uint32_t>() + std::size_t(panel) * panelUnits);
    });
}

void PackedLinear::store(const PackedRows& rows, float* out, bool add, const Runner& runner, std::span<Buffer> scratch) const
{
    ProductTask task;
    task.left = rows.data();
    task.units = rows.units();
    task.rows = rows.rows();
    task.output = add ? Output::Add : Output::Store;
    task.out = out;
    task.stride = m_columns;
    run(task, runner, scratch);
}

void PackedLinear::pack(const PackedRows& rows, const PackedRows& out, const Runner& runner, std::span<Buffer> scratch) const
{
    ProductTask task;
    task.left = rows.data();
    task.units = rows.units();
    task.rows = rows.rows();
    task.output = Output::PackGelu;
    task.packed = out.data();
    task.packedUnits = out.units();
    run(task, runner, scratch);
}

void PackedLinear::run(ProductTask task, const Runner& runner, std::span<Buffer> scratch) const
{
    const Kernels& kernels = *m_kernels;
    task.right = m_weight.data();
    task.bias = m_bias.as<float>();
    task.columns = m_columns;
    const Span whole {0, (task.rows + kernels.tileRows - 1) / kernels.tileRows, 0, (m_columns + kernels.panelColumns - 1) / kernels.panelColumns};
    const auto tasks = tasksOf(kernels, whole, task.units, runner.threads);
    runner.run(int(tasks.size()), [&](int index, int thread) {
        const auto& [part, product] = tasks[std::size_t(index)];
        ProductTask own = task;
        own.firstTile = part.firstTile;
        own.lastTile = part.lastTile;
        own.firstPanel = part.firstPanel;
        own.lastPanel = part.lastPanel;
        own.scratch = scratch[std::size_t(thread)].as<float>();
        product(own);
    });
}

std::vector<Buffer> makeScratch(const Kernels& kernels, const Runner& runner)
{
    std::vector<Buffer> scratch;
    for (int i = 0; i < runner.threads; ++i)
        scratch.emplace_back(kernels.scratchFloats * sizeof(float), true);
    return scratch;
}

}  // namespace inference::processor
