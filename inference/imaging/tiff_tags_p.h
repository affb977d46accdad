#pragma once

#include <cstdint>

/// Tags and values of TIFF 6.0 that we read ourselves.
namespace inference::imaging::tiff {

inline constexpr std::uint16_t width = 256;
inline constexpr std::uint16_t height = 257;
inline constexpr std::uint16_t bitsPerSample = 258;
inline constexpr std::uint16_t compression = 259;
inline constexpr std::uint16_t photometric = 262;
inline constexpr std::uint16_t stripOffsets = 273;
inline constexpr std::uint16_t samplesPerPixel = 277;
inline constexpr std::uint16_t stripByteCounts = 279;
inline constexpr std::uint16_t tileOffsets = 324;
inline constexpr std::uint16_t tileByteCounts = 325;
inline constexpr std::uint16_t extraSamples = 338;

// compression
inline constexpr std::uint64_t uncompressed = 1;

// photometric
inline constexpr std::uint64_t whiteIsZero = 0;
inline constexpr std::uint64_t blackIsZero = 1;
inline constexpr std::uint64_t rgb = 2;
inline constexpr std::uint64_t palette = 3;
inline constexpr std::uint64_t yCbCr = 6;

// extraSamples
inline constexpr std::uint64_t associatedAlpha = 1;
inline constexpr std::uint64_t straightAlpha = 2;

}  // namespace inference::imaging::tiff
