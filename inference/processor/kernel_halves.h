#pragma once

// A product by seven products of halves instead of eight (V. Strassen, Gaussian elimination is not optimal, Numerische Mathematik 13, 1969), once.
// Both operands are halved along rows, columns and the sum; what is multiplied is a part of each or the sum of two parts, made in packed
// form, where equal places lie alike, and kept in the caches. Products go from the registers to the one or two quarters they belong to.
//
//   (L11 + L22)(R11 + R22)  to 11, 22        (L11 + L12) R22         from 11, to 12
//   (L21 + L22) R11         to 21, from 22   (L21 - L11)(R11 + R12)  to 22
//   L11 (R12 - R22)         to 12, 22        (L12 - L22)(R21 + R22)  to 11
//   L22 (R21 - R11)         to 11, 21

/// Units of a half that are met at once. Longer than unitsOfBlock: each block goes to its sums twice.
constexpr int unitsOfHalves = 2 * unitsOfBlock;
constexpr int floatsOfSums = (rowsByHalves + R) * (columnsByHalves + C), floatsOfLeft = (rowsByHalves + R) / 2 * unitsOfHalves;
constexpr std::size_t floatsByHalves = floatsOfSums + floatsOfLeft + unitsOfHalves * C;
static_assert(rowsByHalves % (2 * R) == 0);

/// to = one + sign * other; a multiple of unitMultiple values.
inline void addParts(const float* one, const float* other, float sign, int count, float* to)
{
    for (int i = 0; i < count; i += lanes)
        store(to + i, load(one + i) + load(other + i) * sign);
}

enum class To { Nothing, Set, Add, Subtract };

template<To to>
inline void fetchSums(const float* sums)
{
    if constexpr (to == To::Add || to == To::Subtract)
        for (int i = 0; i < R * C; i += 16)
            __builtin_prefetch(sums + i, 1, 3);
}

template<To to>
inline void deliver(const Vector (&sum)[R][V], float* sums)
{
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v) {
            float* const place = sums + r * C + v * lanes;
            if constexpr (to == To::Set)
                store(place, sum[r][v]);
            else if constexpr (to == To::Add)
                store(place, load(place) + sum[r][v]);
            else if constexpr (to == To::Subtract)
                store(place, load(place) - sum[r][v]);
        }
}

/// A tile times a panel's part, to one or two places of sums; both `soon` are fetched meanwhile.
template<To toOne, To toOther>
void multiplyTo(int units, const float* left, const float* right, float* one, float* other, const float* soon, const float* alsoSoon)
{
    fetchSums<toOne>(one);
    fetchSums<toOther>(other);
    Vector sum[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            sum[r][v] = Vector {};
    accumulate(sum, units, left, right, soon, alsoSoon);
    deliver<toOne>(sum, one);
    deliver<toOther>(sum, other);
}

/// A half's part of an operand, or one + sign * other.
struct Part {
    const float* one;
    const float* other = nullptr;
    float sign = 0;
};

struct HalfProduct {
    Part left, right;
    float* one;
    float* other;
    void (*multiply)(int units, const float* left, const float* right, float* one, float* other, const float* soon, const float* alsoSoon);
};

/// A block of the sum for the tiles and panels of one half each.
struct HalfBlock {
    int units, tiles, panels;
    std::ptrdiff_t leftTile, rightPanel, sumsPanel;  ///< from one to the next
    float* leftSum;                                  ///< [tiles][units][R]
    float* rightSum;                                 ///< [units][C]

    /// `following` comes next: its first panel is fetched with the last.
    void run(const HalfProduct& product, const HalfProduct& following) const
    {
        for (int panel = 0; panel < panels; ++panel) {
            const float* right = product.right.one + panel * rightPanel;
            if (product.right.other) {
                addParts(right, product.right.other + panel * rightPanel, product.right.sign, units * C, rightSum);
                right = rightSum;
            }
            const bool last = panel + 1 == panels;
            runPanel(product, panel, right, (last ? following : product).right, last ? 0 : (panel + 1) * rightPanel);
        }
    }

private:
    void runPanel(const HalfProduct& product, int panel, const float* right, const Part& next, std::ptrdiff_t nextPanel) const
    {
        const Part& left = product.left;
        const std::ptrdiff_t step = left.other ? std::ptrdiff_t(units) * R : leftTile;
        const float* const first = left.other ? leftSum : left.one;
        for (int tile = 0; tile < tiles; ++tile) {
            // A panel's part is fetched over all tiles of the one before.
            const float* const parts[] = {next.one, next.other};
            for (const float* const part : parts)
                if (part)
                    fetchShare(reinterpret_cast<const Unit*>(part + nextPanel), units * C, tile, tiles);
            const int nextTile = tile + 1 < tiles ? tile + 1 : 0;
            const float* soon = first + nextTile * step;
            const float* alsoSoon = soon;
            if (left.other && panel == 0) {
                addParts(left.one + tile * leftTile, left.other + tile * leftTile, left.sign, units * R, leftSum + tile * step);
                if (nextTile != 0) {
                    soon = left.one + nextTile * leftTile;
                    alsoSoon = left.other + nextTile * leftTile;
                }
            }
            const std::ptrdiff_t place = panel * sumsPanel + std::ptrdiff_t(tile) * R * C;
            product.multiply(units, first + tile * step, right, product.one + place, product.other + place, soon, alsoSoon);
        }
    }
};

template<To begin>
inline void sevenProducts(const HalfBlock& block, const float* const (&l)[2][2], const float* const (&r)[2][2], float* const (&s)[2][2])
{
    const HalfProduct products[7] = {
        {{l[0][0], l[1][1], 1}, {r[0][0], r[1][1], 1}, s[0][0], s[1][1], &multiplyTo<begin, begin>},
        {{l[1][0], l[1][1], 1}, {r[0][0]}, s[1][0], s[1][1], &multiplyTo<begin, To::Subtract>},
        {{l[0][0]}, {r[0][1], r[1][1], -1}, s[0][1], s[1][1], &multiplyTo<begin, To::Add>},
        {{l[1][1]}, {r[1][0], r[0][0], -1}, s[0][0], s[1][0], &multiplyTo<To::Add, To::Add>},
        {{l[0][0], l[0][1], 1}, {r[1][1]}, s[0][0], s[0][1], &multiplyTo<To::Subtract, To::Add>},
        {{l[1][0], l[0][0], -1}, {r[0][0], r[0][1], 1}, s[1][1], s[1][1], &multiplyTo<To::Add, To::Nothing>},
        {{l[0][1], l[1][1], -1}, {r[1][0], r[1][1], 1}, s[0][0], s[0][0], &multiplyTo<To::Add, To::Nothing>},
    };
    for (int i = 0; i < 7; ++i)
        block.run(products[i], products[i < 6 ? i + 1 : 0]);
}

/// A tile and a panel that have no other half are multiplied as they are.
void productByHalves(const ProductTask& task)
{
    const int tiles = task.lastTile - task.firstTile, panels = task.lastPanel - task.firstPanel, units = task.units / 2;
    float* const sums = task.scratch;
    HalfBlock block {};
    block.tiles = tiles / 2;
    block.panels = panels / 2;
    block.leftTile = std::ptrdiff_t(task.units) * R;
    block.rightPanel = std::ptrdiff_t(task.units) * C;
    block.sumsPanel = std::ptrdiff_t(tiles) * R * C;
    block.leftSum = sums + floatsOfSums;
    block.rightSum = block.leftSum + floatsOfLeft;
    for (int first = 0; first < units; first += unitsOfHalves) {
        block.units = units - first < unitsOfHalves ? units - first : unitsOfHalves;
        const float* left[2][2];
        const float* right[2][2];
        float* quarters[2][2];
        for (int i = 0; i < 2; ++i)
            for (int j = 0; j < 2; ++j) {
                left[i][j] = static_cast<const float*>(task.left) + (task.firstTile + i * block.tiles) * block.leftTile + (j * units + first) * R;
                right[i][j] = static_cast<const float*>(task.right) + (task.firstPanel + j * block.panels) * block.rightPanel + (i * units + first) * C;
                quarters[i][j] = sums + j * block.panels * block.sumsPanel + i * block.tiles * R * C;
            }
        if (first == 0)
            sevenProducts<To::Set>(block, left, right, quarters);
        else
            sevenProducts<To::Add>(block, left, right, quarters);
    }
    if (tiles % 2 != 0)
        multiplyPart<false>(task, task.lastTile - 1, task.lastTile, task.firstPanel, task.lastPanel);
    if (panels % 2 != 0)
        multiplyPart<false>(task, task.firstTile, task.lastTile - tiles % 2, task.lastPanel - 1, task.lastPanel);
    finish<false>(task, sums);
}
