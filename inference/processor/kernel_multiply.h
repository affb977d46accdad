#pragma once

// sums [R][C] (+)= tile of the left operand times panel of the right one, in float32.

inline void beginTiles() {}
inline void endTiles() {}

/// sum += tile times panel. Meanwhile as much as the tile holds is fetched from each of `soon`: a line at a time costs nothing beside multiplying.
template<typename... Soon>
inline void accumulate(Vector (&sum)[R][V], int units, const float* left, const float* right, Soon... soon)
{
    constexpr int line = 16, unitsOfLine = line / R;
    static_assert(unitMultiple % unitsOfLine == 0);
    for (int u = 0; u < units; u += unitsOfLine) {
        ((__builtin_prefetch(soon, 0, 3), soon += line), ...);
#pragma GCC unroll 4
        for (int i = 0; i < unitsOfLine; ++i, left += R, right += C) {
            Vector columns[V];
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v)
                columns[v] = load(right + v * lanes);
#pragma GCC unroll 16
            for (int r = 0; r < R; ++r) {
                const Vector row = all(left[r]);
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
    accumulate(sum, units, reinterpret_cast<const float*>(left), reinterpret_cast<const float*>(right), reinterpret_cast<const float*>(soon));
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            store(sums + r * C + v * lanes, sum[r][v]);
}
