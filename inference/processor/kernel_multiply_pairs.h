#pragma once

// sums [R][C] (+)= tile of the left operand times panel of the right one, bf16 pairs, sums in float32 (AVX512_BF16).
// With KERNEL_EMULATED the same by float32 arithmetic, to check everything around it on any processor.

inline void beginTiles() {}
inline void endTiles() {}

inline Vector addPairs(Vector sum, Bits left, Bits right)
{
#ifdef KERNEL_EMULATED
    sum += asVector(left << 16) * asVector(right << 16);
    return sum + asVector(left & 0xffff0000u) * asVector(right & 0xffff0000u);
#else
    return reinterpret_cast<Vector>(_mm512_dpbf16_ps(reinterpret_cast<__m512>(sum), reinterpret_cast<__m512bh>(left), reinterpret_cast<__m512bh>(right)));
#endif
}

inline void multiplyTile(int units, const Unit* left, const Unit* right, float* sums, bool add, const Unit*)
{
    Vector sum[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            sum[r][v] = add ? load(sums + r * C + v * lanes) : Vector {};
    for (int u = 0; u < units; ++u, left += R, right += C) {
        Bits columns[V];
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            columns[v] = *reinterpret_cast<const LooseBits*>(right + v * lanes);
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
            const Bits row = left[r] + Bits {};
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v)
                sum[r][v] = addPairs(sum[r][v], row, columns[v]);
        }
    }
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v)
            store(sums + r * C + v * lanes, sum[r][v]);
}
