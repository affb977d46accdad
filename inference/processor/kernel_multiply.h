#pragma once

// sums [R][C] (+)= tile of the left operand times panel of the right one, in float32.

inline void beginTiles() {}
inline void endTiles() {}

/// An operand that is multiplied as it lies.
struct Lying {
    const float* place;

    const float* line() const { return place; }  ///< the next floatsOfLine
    Vector at(int i) const { return load(place + i); }
    void advance(int count) { place += count; }
};

constexpr int floatsOfLine = 16;

/// sum += tile times panel, each Lying or something that is read like it. Meanwhile as much as the tile holds is fetched from each of `soon`: a line at
/// a time costs nothing beside multiplying.
template<typename Left, typename Right, typename... Soon>
inline void accumulate(Vector (&sum)[R][V], int units, Left left, Right right, Soon... soon)
{
    constexpr int unitsOfLine = floatsOfLine / R;
    static_assert(unitMultiple % unitsOfLine == 0);
    for (int u = 0; u < units; u += unitsOfLine, left.advance(floatsOfLine)) {
        ((__builtin_prefetch(soon, 0, 3), soon += floatsOfLine), ...);
        const float* rows = left.line();
#pragma GCC unroll 4
        for (int i = 0; i < unitsOfLine; ++i, rows += R, right.advance(C)) {
            Vector columns[V];
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v)
                columns[v] = right.at(v * lanes);
#pragma GCC unroll 16
            for (int r = 0; r < R; ++r) {
                const Vector row = all(rows[r]);
#pragma GCC unroll 4
                for (int v = 0; v < V; ++v)
                    sum[r][v] += row * columns[v];
            }
        }
    }
}

/// `soon`: the tile that is multiplied next.
inline void multiplyTile(int units, const Unit* left, const Unit* right, float* sums, bool add, const Unit* soon)
{
    Vector sum[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            sum[r][v] = add ? load(sums + r * C + v * lanes) : Vector {};
    accumulate(sum, units, Lying {reinterpret_cast<const float*>(left)}, Lying {reinterpret_cast<const float*>(right)}, reinterpret_cast<const float*>(soon));
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            store(sums + r * C + v * lanes, sum[r][v]);
}
