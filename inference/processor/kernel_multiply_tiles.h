#pragma once

// sums [32][32] (+)= tile of the left operand times panel of the right one, bf16 pairs, in the processor's own tiles (AMX): four of
// sums, two of each operand, each 16 rows of 64 bytes. With KERNEL_EMULATED the same by float32 arithmetic, to check everything
// around it on any processor.

static_assert(R == 32 && C == 32 && G == 16);

#ifdef KERNEL_EMULATED

inline void beginTiles() {}
inline void endTiles() {}

inline void multiplyTile(int units, const Unit* left, const Unit* right, float* sums, bool add, const Unit*)
{
    const auto low = [](Unit unit) { return __builtin_bit_cast(float, std::uint32_t(unit) << 16); };
    const auto high = [](Unit unit) { return __builtin_bit_cast(float, std::uint32_t(unit) & 0xffff0000u); };
    for (int r = 0; r < R; ++r)
        for (int c = 0; c < C; ++c) {
            float sum = add ? sums[r * C + c] : 0.0f;
            for (int u = 0; u < units; ++u)
                sum += low(left[place(u, r)]) * low(right[u * C + c]) + high(left[place(u, r)]) * high(right[u * C + c]);
            sums[r * C + c] = sum;
        }
}

#else

/// GCC's tile instructions don't tell the compiler that they read memory: everything has to be written before.
inline void seenByTiles(const void* memory) { __asm__ volatile("" : : "r"(memory) : "memory"); }

inline void beginTiles()
{
    struct alignas(64) {
        std::uint8_t palette = 1, start = 0, reserved[14] = {};
        std::uint16_t bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
        std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
    } form;
    seenByTiles(&form);
    _tile_loadconfig(&form);
}

inline void endTiles() { _tile_release(); }

inline void multiplyTile(int units, const Unit* left, const Unit* right, float* sums, bool add, const Unit*)
{
    seenByTiles(sums);
    constexpr int half = 16, stride = C * 4;  // rows of a tile; bytes from row to row of sums and of the right operand
    if (add) {
        _tile_loadd(0, sums, stride);
        _tile_loadd(1, sums + half, stride);
        _tile_loadd(2, sums + half * C, stride);
        _tile_loadd(3, sums + half * C + half, stride);
    } else {
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
    }
    for (int u = 0; u < units; u += G, left += R * G, right += G * C) {
        _tile_loadd(4, left, G * 4);
        _tile_loadd(6, right, stride);
        _tile_loadd(7, right + half, stride);
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 7);
        _tile_loadd(5, left + half * G, G * 4);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, sums, stride);
    _tile_stored(1, sums + half, stride);
    _tile_stored(2, sums + half * C, stride);
    _tile_stored(3, sums + half * C + half, stride);
}

#endif
