#pragma once

#include "core/geometry.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace inference {

/// What the model says of good parts of a product, place by place: print, edges and holes that lie where they lie in every part are taken
/// off its answers before anything is made of them, so that they don't stand there as defects part after part. A recipe's own; made by
/// judging::BaselineLearner. For parts that lie in the picture alike, to about half a patch, or that are found (core/anchor.h).
struct Baseline {
    /// One step of an offset, in logits. A byte reaches 15.9: from as good as certain on one side to as good as certain on the other.
    static constexpr float step = 1.0f / 16;
    /// 2 MB of a recipe's text.
    static constexpr std::size_t mostOffsets = std::size_t(1) << 20;

    bool used = true;  ///< false: kept for later, nothing is taken off
    int parts = 0;     ///< good parts that it was learned from
    int views = 0;     ///< looks of the model at a picture, as in Inspection
    Size picture {};   ///< where there are several, of the pictures that they were looks at: elsewhere they would lie otherwise
    int layers = 0, rows = 0, columns = 0;  ///< of each, as in Evidence
    std::uint64_t frame = 0;  ///< fingerprint of the anchor that found the parts it was learned from; 0: they lay as they did
    /// What is taken off the evidence, in steps: [views][Pre-VCP, Post-VCP][layers][rows][columns]. Shared, since recipes are copied with each
    /// moved limit. Null where only its equality is asked for (pipeline/figures_bytes.h).
    std::shared_ptr<const std::vector<std::uint8_t>> offsets;
    std::uint64_t fingerprint = 0;  ///< of shape, frame and offsets, by withOffsets(): what is compared

    std::size_t offsetsOfView() const { return std::size_t(2) * layers * rows * columns; }

    friend bool operator==(const Baseline& a, const Baseline& b) { return a.used == b.used && a.parts == b.parts && a.fingerprint == b.fingerprint; }
};

/// `shape` with these offsets, as many as it asks for, and with its fingerprint (FNV-1a, 64 bits).
Baseline withOffsets(Baseline shape, std::vector<std::uint8_t> offsets);

}  // namespace inference
