#pragma once

#include "judging/figures.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace inference::pipeline {

/// Figures of a part with the recipe they were made under.
struct KeptFigures {
    std::shared_ptr<const Recipe> made;  ///< baseline and anchor have no offsets and no copy: they say whether others are the same
    judging::PartFigures figures;
};

/// What kind of summary these bytes are, version included: name of them in the history.
inline constexpr char figuresSummary[] = "figures-2";

/// Little-endian: "VCPF", u32 length and text of the recipe (without name, golden parts and limit samples), f64 score, f32 peak, u32 zones and for
/// each f32 region score, u32 levels and f32 areas; u32 whether the picture was measured, and if so f64 brightness, spread, focus; where a
/// baseline was used u32 its parts and u64 its fingerprint, in place of its offsets, which may be more than the evidence itself; where an
/// anchor was used u32 0xffffffff, i32 width and height of its picture, f64 x, y, width, height of the mark, f64 greatest shift, greatest turn,
/// least match, u64 its fingerprint, u32 whether there is a placement and if so f64 x, y of its middle, x, y of its shift, turn, match, u32 found.
std::vector<std::byte> bytesOf(const judging::PartFigures& figures, const Recipe& made);

/// Reads many of them; recipes that are the same are parsed once and shared. One thread at a time.
class FiguresReader {
public:
    /// Throws Error(EvidenceCorrupt) for bytes that are no figures; sizes are checked against what is there first.
    KeptFigures read(std::span<const std::byte> bytes);

private:
    std::shared_ptr<const Recipe> recipeOf(std::string_view text);
    std::shared_ptr<const Recipe> completed(std::optional<Baseline> baseline, std::optional<Anchor> anchor);

    std::string m_text;
    std::shared_ptr<const Recipe> m_recipe;  ///< of the text alone
    std::shared_ptr<const Recipe> m_completed;
};

}  // namespace inference::pipeline
