#pragma once

#include "judging/figures.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace inference::pipeline {

/// Figures of a part with the recipe they were made under.
struct KeptFigures {
    std::shared_ptr<const Recipe> made;
    judging::PartFigures figures;
};

/// What kind of summary these bytes are, version included: name of them in the history.
inline constexpr char figuresSummary[] = "figures-2";

/// Little-endian: "VCPF", u32 length and text of the recipe (without name and golden parts), f64 score, f32 peak, u32 zones and for
/// each f32 region score, u32 levels and f32 areas; u32 whether the picture was measured, and if so f64 brightness, spread, focus.
std::vector<std::byte> bytesOf(const judging::PartFigures& figures, const Recipe& made);

/// Reads many of them; recipes that are the same text are parsed once and shared. One thread at a time.
class FiguresReader {
public:
    /// Throws Error(EvidenceCorrupt) for bytes that are no figures; sizes are checked against what is there first.
    KeptFigures read(std::span<const std::byte> bytes);

private:
    std::string m_text;
    std::shared_ptr<const Recipe> m_recipe;
};

}  // namespace inference::pipeline
