#pragma once

#include "training/example_source.h"

namespace inference::training {

// What a training shows of a drawn picture. Pictures are square, 8-bit RGB, the mask as large. Deterministic: the same arguments
// give the same bytes, of the first two on every machine.

/// One of the eight ways to lay a square down: bit 0 mirrors it sideways, bit 1 upside down, bit 2 swaps the axes.
Example turned(const Example& example, unsigned way);

/// The square window of `size` at a place that `number` picks; `size` is no greater than the picture.
Example windowOf(const Example& example, int size, std::uint64_t number);

/// The view of a picture that its Example::view picks (shown_views_p.h), in bytes again.
Example shownAnew(const Example& picture, int size);

}  // namespace inference::training
