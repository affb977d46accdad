#pragma once

// The kernels of one set of instructions. The including source defines
//   KERNEL_NAMESPACE, KERNEL_BYTES (of a vector), KERNEL_ROWS (R), KERNEL_VECTORS (of a panel's row), KERNEL_GROUP (G),
//   KERNEL_PAIRS (1 where units are bf16 pairs) and KERNEL_MULTIPLY, the header that multiplies a tile.
// It is compiled with the flags of those instructions: nothing may come from a header that other sources use too, or the linker
// could take this source's copy for a processor that lacks them.

#include "processor/kernels.h"

namespace inference::processor {
namespace KERNEL_NAMESPACE {

#include "processor/kernel_vectors.h"

constexpr int R = KERNEL_ROWS, V = KERNEL_VECTORS, C = V * lanes, G = KERNEL_GROUP;
constexpr bool pairs = KERNEL_PAIRS != 0;
constexpr int unitValues = pairs ? 2 : 1;
/// Units along the sum that are met at once: a panel's part stays in the first cache (24 KiB).
constexpr int unitsOfBlock = 6144 / C / unitMultiple * unitMultiple;
static_assert(headWidth % R == 0 && keyMultiple % R == 0 && keysOfBlock % keyMultiple == 0 && unitMultiple % G == 0);

/// A unit as the memory holds it; floats and pairs of bf16 are both 32 bits.
using Unit = Word;

/// Offset of unit u of row r in a tile.
inline int place(int u, int r) { return (u / G) * R * G + r * G + u % G; }

#include KERNEL_MULTIPLY

inline void storeHalves(std::uint16_t* to, Vector value)
{
    *reinterpret_cast<LooseHalves*>(to) = __builtin_convertvector(rounded(value) >> 16, Halves);
}

/// `count` neighbouring values, a multiple of the lanes, of row r from column `first` on (a multiple of 32) into a tile of a left operand.
inline void packRow(const float* values, int count, int first, Unit* tile, int r, bool toBrain)
{
    if constexpr (pairs) {
        alignas(64) std::uint16_t halves[4096];
        for (int done = 0; done < count; done += 4096) {
            const int here = count - done < 4096 ? count - done : 4096;
            for (int i = 0; i < here; i += lanes)
                storeHalves(halves + i, load(values + done + i));
            const Unit* const units = reinterpret_cast<const Unit*>(halves);
            Unit* const to = tile + place((first + done) / 2, r);
            for (int u = 0; u < here / 2; u += G)
                for (int g = 0; g < G; ++g)
                    to[u * R + g] = units[u + g];
        }
    } else {
        float* const to = reinterpret_cast<float*>(tile) + place(first, r);
        for (int i = 0; i < count; i += lanes) {
            const Vector value = toBrain ? roundedToBrain(load(values + i)) : load(values + i);
            for (int lane = 0; lane < lanes; ++lane)
                to[(i + lane) * R] = value[lane];
        }
    }
}

/// `count` neighbouring values, a multiple of the lanes, of all rows of a tile, [R][stride], likewise. Floats of a tile lie as a matrix turned.
inline void packRows(const float* values, std::ptrdiff_t stride, int count, int first, Unit* tile, bool toBrain)
{
    if constexpr (pairs || G != 1) {
        for (int r = 0; r < R; ++r)
            packRow(values + r * stride, count, first, tile, r, toBrain);
    } else {
        static_assert((R & (R - 1)) == 0);
        for (int i = 0; i < count; i += lanes) {
            Vector rows[R];
            for (int r = 0; r < R; ++r)
                rows[r] = toBrain ? roundedToBrain(load(values + r * stride + i)) : load(values + r * stride + i);
            for (int width = 1; width < R; width *= 2) {  // a riffle of all doubles how many rows lie beside each other
                Vector riffled[R];
                for (int r = 0; r < R; ++r)
                    riffled[r] = zipped(rows[r / 2], rows[r / 2 + R / 2], r % 2 != 0);
                for (int r = 0; r < R; ++r)
                    rows[r] = riffled[r];
            }
            for (int r = 0; r < R; ++r)
                store(reinterpret_cast<float*>(tile) + std::ptrdiff_t(first + i) * R + r * lanes, rows[r]);
        }
    }
}

/// The sums of a tile and a panel plus bias through GELU into the next left operand; rows that there aren't in the last tile do no harm.
inline void packGelu(const ProductTask& task, const float* sums, int tile, int column, int count, bool toBrain)
{
    alignas(64) float values[R * C];
    for (int r = 0; r < R; ++r)
        for (int i = 0; i < count; i += lanes)
            store(values + r * C + i, gelu(load(sums + r * C + i) + load(task.bias + column + i)));
    packRows(values, C, count, column, static_cast<Unit*>(task.packed) + std::ptrdiff_t(tile) * task.packedUnits * R, toBrain);
}

inline void storeRows(const ProductTask& task, const float* sums, int tile, int column, int count)
{
    const int rows = task.rows - tile * R < R ? task.rows - tile * R : R;
    for (int r = 0; r < rows; ++r) {
        float* const out = task.out + (tile * R + r) * task.stride + column;
        for (int i = 0; i < count; i += lanes) {
            const Vector value = load(sums + r * C + i) + load(task.bias + column + i);
            store(out + i, task.output == Output::Add ? load(out + i) + value : value);
        }
    }
}

/// Adds the bias to a task's sums and hands them on.
template<bool widened>
inline void finish(const ProductTask& task, const float* sums)
{
    for (int panel = task.firstPanel; panel < task.lastPanel; ++panel)
        for (int tile = task.firstTile; tile < task.lastTile; ++tile, sums += R * C) {
            // Columns are a multiple of 64, so of the lanes.
            const int column = panel * C, count = task.columns - column < C ? task.columns - column : C;
            if (task.output == Output::PackGelu)
                packGelu(task, sums, tile, column, count, widened);
            else
                storeRows(task, sums, tile, column, count);
        }
}

/// bf16 pairs [units][C] -> floats [2 units][C]
inline void widen(const Unit* from, int units, float* to)
{
    for (int u = 0; u < units; ++u)
        for (int c = 0; c < C; c += lanes) {
            const Bits both = *reinterpret_cast<const LooseBits*>(from + u * C + c);
            store(to + 2 * u * C + c, asVector(both << 16));
            store(to + (2 * u + 1) * C + c, asVector(both & 0xffff0000u));
        }
}

/// Fetches the given one of `shares` equal shares of what is needed later.
inline void fetchShare(const Unit* from, int words, int share, int shares)
{
    constexpr int line = 16;  // words
    const int lines = words / line;
    for (int i = lines * share / shares; i < lines * (share + 1) / shares; ++i)
        __builtin_prefetch(from + i * line, 0, 2);
}

/// Part of a panel: `units` from `first` on. Memory is far: what is multiplied next is fetched meanwhile, a share with each tile.
template<bool widened>
struct PanelPart {
    static constexpr int valuesOfWord = widened ? 2 : 1;  // panels that are widened hold bf16 pairs
    const Unit* words;
    int units;

    PanelPart(const ProductTask& task, int panel, int first)
        : words(static_cast<const Unit*>(task.right) + (std::ptrdiff_t(panel) * task.units + first) / valuesOfWord * C)
        , units(task.units - first < unitsOfBlock ? task.units - first : unitsOfBlock)
    {
    }
    void fetch(int share, int shares) const { fetchShare(words, units / valuesOfWord * C, share, shares); }
};

/// Tiles [firstTile, lastTile) times panels [firstPanel, lastPanel), some of the task's or all, into its sums [panel][tile][R][C].
template<bool widened>
inline void multiplyPart(const ProductTask& task, int firstTile, int lastTile, int firstPanel, int lastPanel)
{
    const int allTiles = task.lastTile - task.firstTile, tiles = lastTile - firstTile;
    float* const sums = task.scratch;
    float* const wide = sums + (rowsOfTask + R) * (columnsOfTask + C);
    for (int first = 0; first < task.units; first += unitsOfBlock)
        for (int panel = firstPanel; panel < lastPanel; ++panel) {
            const PanelPart<widened> part(task, panel, first);
            const bool last = panel + 1 == lastPanel;
            // Behind the last comes, with other rows, the first.
            const PanelPart<widened> next(task, last ? firstPanel : panel + 1, !last ? first : first + part.units < task.units ? first + part.units : 0);
            const Unit* right = part.words;
            if constexpr (widened) {
                widen(part.words, part.units / 2, wide);
                right = reinterpret_cast<const Unit*>(wide);
            }
            const Unit* left = static_cast<const Unit*>(task.left) + (std::ptrdiff_t(firstTile) * task.units + first) * R;
            float* to = sums + ((panel - task.firstPanel) * allTiles + firstTile - task.firstTile) * R * C;
            for (int tile = 0; tile < tiles; ++tile, left += std::ptrdiff_t(task.units) * R, to += R * C) {
                next.fetch(tile, tiles);
                multiplyTile(part.units, left, right, to, first > 0, left + std::ptrdiff_t(task.units) * R);
            }
        }
}

template<bool widened>
void product(const ProductTask& task)
{
    beginTiles();
    multiplyPart<widened>(task, task.firstTile, task.lastTile, task.firstPanel, task.lastPanel);
    endTiles();
    finish<widened>(task, task.scratch);
}

#if !KERNEL_PAIRS
#include "processor/kernel_halves.h"
#endif

template<bool widened>
void norm(const NormTask& task)
{
    for (int r = 0; r < task.rows; ++r) {
        const float* const in = task.in + std::ptrdiff_t(r) * task.width;
        Vector sum {}, squares {};
        for (int i = 0; i < task.width; i += lanes)
            sum += load(in + i);
        const float mean = sumOf(sum) / float(task.width);
        for (int i = 0; i < task.width; i += lanes) {
            const Vector off = load(in + i) - mean;
            squares += off * off;
        }
        const float scale = 1.0f / __builtin_sqrtf(sumOf(squares) / float(task.width) + task.epsilon);
        for (int i = 0; i < task.width; i += lanes)
            store(task.scratch + i, (load(in + i) - mean) * scale * load(task.weight + i) + load(task.bias + i));
        packRow(task.scratch, task.width, 0, static_cast<Unit*>(task.packed), r, widened);
    }
}

#include "processor/kernel_attention.h"

/// What a thread works in: sums of a product and a widened block, or what attention holds; a normalised row.
constexpr int usualFloats = (rowsOfTask + R) * (columnsOfTask + C) + unitsOfBlock * C + attentionFloats + maxWidth;

template<bool widened>
constexpr Kernels table(const char* name)
{
    Kernels kernels {name, R, C, G, unitValues, widened, usualFloats, &product<widened>, nullptr, &norm<widened>, &packHead<widened>, &attend<widened>};
#if !KERNEL_PAIRS
    if constexpr (!widened) {
        kernels.productByHalves = &productByHalves;
        if (kernels.scratchFloats < floatsByHalves)
            kernels.scratchFloats = floatsByHalves;
    }
#endif
    return kernels;
}

}  // namespace KERNEL_NAMESPACE
}  // namespace inference::processor
