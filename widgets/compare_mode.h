#pragma once

namespace widgets {

/// How a part is compared. SplitReference, Blink and TwoViews need a reference.
enum class CompareMode {
    Off,
    SplitHeat,       ///< the picture alone | with its heat, on both sides of a line
    SplitReference,  ///< the part | the reference, on both sides of a line
    Blink,           ///< part and reference in turn
    TwoViews,        ///< side by side (LinkedViews); a canvas alone shows the part
};

}  // namespace widgets
