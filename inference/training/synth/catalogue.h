#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace inference::synth {

/// What can be wrong with a drawn part.
enum class DefectKind {
    Scratch,
    Crack,
    Stain,
    Pit,
    Dent,
    ForeignBody,
    Missing,      ///< an element of the surface is not there: a thread, a hole, a component, a trace
    Misplaced,    ///< an element lies elsewhere or askew
    Extra,        ///< an element too many
    Smear,
    ColourShift,
    Broken,       ///< the pattern is torn, twisted or chipped
    Burn,
    Misprint,     ///< a wrong or lost letter, a doubled print
};

/// A kind of surface or part; which one of the kind is a number (Product::design).
struct ProductKind {
    std::string_view name;  ///< lower case letters
    bool heldOut = false;   ///< never in training: it is what a trained model is judged on
    int share = 1;          ///< how many of a training's pictures show it, beside the other kinds: more where it is general
};

struct DefectEntry {
    DefectKind kind;
    std::string_view name;  ///< lower case letters and "_": the folder's name in MVTec AD's layout
    bool heldOut = false;   ///< never in training
};

/// All kinds. Held out are wood, tiles, knit, board, cap and gear, and the defects smear and missing: a model that was
/// trained on the rest has seen neither these surfaces nor these defects. Constant; any thread.
std::span<const ProductKind> productKinds();
std::span<const DefectEntry> defectKinds();

std::string_view nameOf(DefectKind kind);
/// The defect of that name; none where there is no such.
std::optional<DefectKind> defectNamed(std::string_view name);
bool isProductKind(std::string_view name);

}  // namespace inference::synth
