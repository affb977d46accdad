#pragma once

// sums [R][C] (+)= tile of the left operand times panel of the right one, in float32.

inline void beginTiles() {}
inline void endTiles() {}

inline void multiplyTile(int units, const Unit* leftUnits, const Unit* rightUnits, float* sums, bool add)
{
    const float* left = reinterpret_cast<const float*>(leftUnits);
    const float* right = reinterpret_cast<const float*>(rightUnits);
    Vector sum[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            sum[r][v] = add ? load(sums + r * C + v * lanes) : Vector {};
    for (int u = 0; u < units; ++u, left += R, right += C) {
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
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            store(sums + r * C + v * lanes, sum[r][v]);
}
