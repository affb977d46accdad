#pragma once

// A product by seven products of halves instead of eight (V. Strassen, Gaussian elimination is not optimal, Numerische Mathematik 13, 1969), once.
// Both operands are halved along rows, columns and the sum; what is multiplied is a part of each or two parts joined, in packed form, where
// equal places lie alike. Parts are joined beside the first multiplying that needs them, which leaves the units of loading and adding idle, and
// kept in the caches. Products go from the registers to the one or two quarters they belong to.
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

/// What is multiplied of an operand: a part as it lies, or `one` joined with `other`, whose sum is kept for the next time.
struct Part {
    const float* one;
    const float* other = nullptr;
    float* sum = nullptr;
};

enum class Join { None, Plus, Minus };

/// A part that is joined while it is read, as Lying is.
template<Join join>
struct Joining {
    Part part;

    Vector at(int i) const
    {
        const Vector value = join == Join::Plus ? load(part.one + i) + load(part.other + i) : load(part.one + i) - load(part.other + i);
        store(part.sum + i, value);
        return value;
    }
    const float* line() const
    {
        for (int i = 0; i < floatsOfLine; i += lanes)
            at(i);
        return part.sum;
    }
    void advance(int count)
    {
        part.one += count;
        part.other += count;
        part.sum += count;
    }
};

template<Join join>
inline auto source(const Part& part)
{
    if constexpr (join == Join::None)
        return Lying {part.one};
    else
        return Joining<join> {part};
}

/// A tile times a panel's part, to one or two places of sums; both `soon` are fetched meanwhile.
struct HalfTile {
    int units;
    Part left, right;
    float* one;
    float* other;
    const float* soon;
    const float* alsoSoon;
};

template<To toOne, To toOther, Join joinLeft, Join joinRight>
void multiplyTo(const HalfTile& task)
{
    fetchSums<toOne>(task.one);
    fetchSums<toOther>(task.other);
    Vector sum[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            sum[r][v] = Vector {};
    accumulate(sum, task.units, source<joinLeft>(task.left), source<joinRight>(task.right), task.soon, task.alsoSoon);
    deliver<toOne>(sum, task.one);
    deliver<toOther>(sum, task.other);
}

/// One of the seven: which parts are multiplied and to where, for the first tile of all.
struct HalfProduct {
    Part left, right;
    float* one;
    float* other;
    void (*multiply[2][2])(const HalfTile&);  ///< [left is joined now][right is]
};

template<To toOne, To toOther, Join joinLeft, Join joinRight>
constexpr HalfProduct halfProduct(Part left, Part right, float* one, float* other)
{
    return {left, right, one, other,
            {{&multiplyTo<toOne, toOther, Join::None, Join::None>, &multiplyTo<toOne, toOther, Join::None, joinRight>},
             {&multiplyTo<toOne, toOther, joinLeft, Join::None>, &multiplyTo<toOne, toOther, joinLeft, joinRight>}}};
}

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
            const bool last = panel + 1 == panels;
            runPanel(product, panel, (last ? following : product).right, last ? 0 : (panel + 1) * rightPanel);
        }
    }

private:
    /// A part from `offset` on: as it lies, or to be joined into `sum`, or the sum that has been made there.
    static Part partAt(const Part& part, std::ptrdiff_t offset, float* sum, bool joinNow)
    {
        if (!part.other)
            return {part.one + offset};
        return joinNow ? Part {part.one + offset, part.other + offset, sum} : Part {sum};
    }

    void runPanel(const HalfProduct& product, int panel, const Part& next, std::ptrdiff_t nextPanel) const
    {
        const std::ptrdiff_t sumStep = std::ptrdiff_t(units) * R;
        for (int tile = 0; tile < tiles; ++tile) {
            // A panel's part is fetched over all tiles of the one before.
            const float* const parts[] = {next.one, next.other};
            for (const float* const part : parts)
                if (part)
                    fetchShare(reinterpret_cast<const Unit*>(part + nextPanel), units * C, tile, tiles);
            const bool joinLeft = product.left.other && panel == 0, joinRight = product.right.other && tile == 0;
            const int nextTile = tile + 1 < tiles ? tile + 1 : 0;
            const Part soon = partAt(product.left, nextTile * leftTile, leftSum + nextTile * sumStep, joinLeft && nextTile != 0);
            const std::ptrdiff_t place = panel * sumsPanel + std::ptrdiff_t(tile) * R * C;
            product.multiply[joinLeft][joinRight]({units, partAt(product.left, tile * leftTile, leftSum + tile * sumStep, joinLeft),
                                                   partAt(product.right, panel * rightPanel, rightSum, joinRight), product.one + place,
                                                   product.other + place, soon.one, soon.other ? soon.other : soon.one});
        }
    }
};

template<To begin>
inline void sevenProducts(const HalfBlock& block, const float* const (&l)[2][2], const float* const (&r)[2][2], float* const (&s)[2][2])
{
    const HalfProduct products[7] = {
        halfProduct<begin, begin, Join::Plus, Join::Plus>({l[0][0], l[1][1]}, {r[0][0], r[1][1]}, s[0][0], s[1][1]),
        halfProduct<begin, To::Subtract, Join::Plus, Join::None>({l[1][0], l[1][1]}, {r[0][0]}, s[1][0], s[1][1]),
        halfProduct<begin, To::Add, Join::None, Join::Minus>({l[0][0]}, {r[0][1], r[1][1]}, s[0][1], s[1][1]),
        halfProduct<To::Add, To::Add, Join::None, Join::Minus>({l[1][1]}, {r[1][0], r[0][0]}, s[0][0], s[1][0]),
        halfProduct<To::Subtract, To::Add, Join::Plus, Join::None>({l[0][0], l[0][1]}, {r[1][1]}, s[0][0], s[0][1]),
        halfProduct<To::Add, To::Nothing, Join::Minus, Join::Plus>({l[1][0], l[0][0]}, {r[0][0], r[0][1]}, s[1][1], s[1][1]),
        halfProduct<To::Add, To::Nothing, Join::Minus, Join::Plus>({l[0][1], l[1][1]}, {r[1][0], r[1][1]}, s[0][0], s[0][0]),
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
