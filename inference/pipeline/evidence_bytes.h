#pragma once

#include "core/inspection.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace inference::pipeline {

/// An inspection as bytes, for keeping. Little-endian throughout, no padding:
///
///     char[4] "VCPE", u32 version = 3, u64 checksum of all that follows,
///     i32 image width, i32 image height, f64 decode, prepare, infer (ms),
///     u32 whether the picture was measured, f64 brightness, spread, focus (zeros where it wasn't),
///     u32 whether there is a grey copy, and if so its u8 values (core/grey_copy.h; its size follows from the image's),
///     u32 number of views, then each view:
///     f64 x, y, width, height (image pixels), u32 layers, rows, columns, image size S,
///     f32 pre[layers][rows][columns], f32 post[layers][rows][columns]
///
/// Versions 1 and 2, which are read too, have no grey copy, version 1 nothing of the picture at all.
/// The checksum is FNV-1a over 64-bit words, the last one filled up with zeros: a change within one word is always found.
/// What is read is bit for bit what was written. NaN and infinite values are neither written nor read: they cannot be judged.

/// Bounds of both directions; they keep hostile bytes from asking for memory.
struct EvidenceBounds {
    static constexpr std::size_t views = 65536;       ///< 1 and up
    static constexpr std::uint32_t layers = 64;       ///< 1 and up
    static constexpr std::uint32_t patches = 4096;    ///< rows and columns, 1 and up
    static constexpr std::uint32_t modelSize = 65536; ///< S, 1 and up
};

/// Throws Error(BadInput) when sizes and vectors disagree, a bound is passed, a value is not finite, or a view's rectangle is
/// not finite or has no area. Pure; any thread.
std::vector<std::byte> evidenceBytes(const Inspection& inspection);

/// Throws Error(EvidenceCorrupt, {place}) for anything that evidenceBytes() does not write: an unknown version, a checksum that
/// is wrong, values that are not finite, bytes missing or left over. Allocates no more than the bytes themselves account for. Pure; any thread.
Inspection inspectionFrom(std::span<const std::byte> bytes);

/// The checksum over `bytes` as the header holds it.
std::uint64_t evidenceChecksum(std::span<const std::byte> bytes);

/// How many bytes stand before the part that the checksum covers.
inline constexpr std::size_t evidenceChecksumEnd = 16;

}  // namespace inference::pipeline
