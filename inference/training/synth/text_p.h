#pragma once

#include "training/synth/painter_p.h"

#include <string>
#include <string_view>

namespace inference::synth {

// Lettering of straight strokes: A-Z, 0-9, "-", "." and "/"; anything else is a space.

/// Width of a line of text of height 1.
float textWidth(std::string_view text);

/// A line of text around the frame's origin, `height` high with strokes `stroke` wide (both local).
void fillText(Canvas& canvas, const Frame& frame, std::string_view text, float height, float stroke, const Material& material);

/// Letters and digits that mean nothing, such as "K4-072".
std::string madeUpCode(Random& random, int letters);
std::string madeUpWord(Random& random, int letters);

}  // namespace inference::synth
