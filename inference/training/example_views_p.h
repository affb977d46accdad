#pragma once

#include "training/example_source.h"

namespace inference::training {

// What a training shows of a drawn picture. Pictures are square, 8-bit RGB, the mask as large. Deterministic: the same arguments
// give the same bytes on every machine and thread.

/// One of the eight ways to lay a square down: bit 0 mirrors it sideways, bit 1 upside down, bit 2 swaps the axes.
Example turned(const Example& example, unsigned way);

/// The square window of `size` at a place that `number` picks; `size` is no greater than the picture.
Example windowOf(const Example& example, int size, std::uint64_t number);

/// The picture as another one: a window between three quarters of `size` and the whole picture, brought to size x size, turned or
/// mirrored, with other brightness, gamma and colours. The mask goes with the pixels. Every second window is taken as it is, pixel by
/// pixel; the others are sampled bilinearly, and a pixel is damaged where most of what it shows is.
Example shownAnew(const Example& example, int size, std::uint64_t seed);

}  // namespace inference::training
