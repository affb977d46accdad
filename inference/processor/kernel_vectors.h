#pragma once

// Vectors of the compiler, as wide as KERNEL_BYTES. Included inside a namespace of the source's own by kernel_body.h; no
// function of the standard library may be used here, since this code is compiled for processors that not everybody has.

typedef float Vector __attribute__((vector_size(KERNEL_BYTES)));
typedef float LooseVector __attribute__((vector_size(KERNEL_BYTES), aligned(4), may_alias));
typedef std::uint32_t Bits __attribute__((vector_size(KERNEL_BYTES)));
typedef std::uint32_t LooseBits __attribute__((vector_size(KERNEL_BYTES), aligned(4), may_alias));
typedef std::uint16_t Halves __attribute__((vector_size(KERNEL_BYTES / 2)));
typedef std::uint16_t LooseHalves __attribute__((vector_size(KERNEL_BYTES / 2), aligned(2), may_alias));
typedef std::uint32_t Word __attribute__((may_alias));

constexpr int lanes = KERNEL_BYTES / 4;

inline Vector load(const float* from) { return *reinterpret_cast<const LooseVector*>(from); }
inline void store(float* to, Vector value) { *reinterpret_cast<LooseVector*>(to) = value; }
inline Vector all(float value) { return value - Vector {}; }
inline Bits bitsOf(Vector value) { return reinterpret_cast<Bits>(value); }
inline Vector asVector(Bits bits) { return reinterpret_cast<Vector>(bits); }

// NaN in `value` is kept by both.
inline Vector atLeast(Vector value, float limit) { return value < limit ? all(limit) : value; }
inline Vector atMost(Vector value, float limit) { return value > limit ? all(limit) : value; }

/// As toBrain(), in the upper half of each lane.
inline Bits rounded(Vector value)
{
    const Bits bits = bitsOf(value);
    return bits + 0x7fffu + ((bits >> 16) & 1u);
}

inline Vector roundedToBrain(Vector value) { return asVector(rounded(value) & 0xffff0000u); }

/// 2^x for x <= 127; what is below -126 counts as -126. Relative error below 2e-7.
inline Vector exp2(Vector x)
{
    const Vector bounded = atLeast(x, -126.0f);
    const Vector shifted = bounded + 12582912.0f;  // 1.5 * 2^23: the nearest whole number is in the lowest bits
    const Vector f = bounded - (shifted - 12582912.0f);
    Vector value = f * 1.54697322e-4f + 1.34004327e-3f;
    value = value * f + 9.61802527e-3f;
    value = value * f + 5.55032715e-2f;
    value = value * f + 2.40226507e-1f;
    value = value * f + 6.93147182e-1f;
    value = value * f + 1.0f;
    return value * asVector((bitsOf(shifted) << 23) + 0x3f800000u);
}

/// x/2 (1 + erf(x / sqrt 2)); erf as a quotient of polynomials with an error below 5e-7.
inline Vector gelu(Vector x)
{
    const Vector z = atMost(atLeast(x * 0.707106781f, -4.0f), 4.0f), s = z * z;
    Vector above = s * -2.72614225801306e-10f + 2.77068142495902e-08f;
    above = above * s - 2.10102402082508e-06f;
    above = above * s - 5.69250639462346e-05f;
    above = above * s - 7.34990630326855e-04f;
    above = above * s - 2.95459980854025e-03f;
    above = above * s - 1.60960333262415e-02f;
    Vector below = s * -1.45660718464996e-05f - 2.13374055278905e-04f;
    below = below * s - 1.68282697438203e-03f;
    below = below * s - 7.37332916720468e-03f;
    below = below * s - 1.42647390514189e-02f;
    return 0.5f * x * (1.0f + z * above / below);
}

/// One value of each in turn: the first half of the result, or the second.
inline Vector zipped(Vector even, Vector odd, bool secondHalf)
{
    Bits order {};
    for (int lane = 0; lane < lanes; ++lane)
        order[lane] = std::uint32_t((secondHalf ? lanes / 2 : 0) + lane / 2 + lane % 2 * lanes);
    return __builtin_shuffle(even, odd, order);
}

inline float sumOf(Vector value)
{
    float sum = 0;
    for (int i = 0; i < lanes; ++i)
        sum += value[i];
    return sum;
}
