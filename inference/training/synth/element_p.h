#pragma once

#include "training/synth/surface_p.h"
#include "training/synth/text_p.h"

#include <string>
#include <vector>

namespace inference::synth {

/// One thing on a part, drawn in the order of the list.
struct Element {
    enum class Shape { Disc, Ring, Box, Hex, Text };
    Shape shape = Shape::Disc;
    float x = 0, y = 0, turns = 0;
    float a = 0;  ///< disc, ring: radius; box: half width; hex: inner radius; text: height
    float b = 0;  ///< ring: inner radius; box: half height; text: stroke
    float c = 0;  ///< box: radius of its corners
    Material material;
    std::string text;
    int group = -1;  ///< what comes and goes together, counted from 0; -1 always stays
};

/// Paints the elements in the coordinates of `frame`.
void paintElements(Canvas& canvas, const Frame& frame, const std::vector<Element>& elements);

/// Builds the fault into one group whose middle `frame` puts well within the picture: takes it away, moves or turns it,
/// doubles it at a free place, or (Misprint) changes a letter of a text. Nothing happens where no group is to be seen.
void applyFault(std::vector<Element>& elements, const Frame& frame, Fault& fault);

}  // namespace inference::synth
