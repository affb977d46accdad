#pragma once

#include "model/torch_p.h"
#include "training/example_source.h"

#include <span>

namespace inference::training {

using at::Tensor;

/// Views of whole pictures, as a model learns from them.
struct ShownViews {
    Tensor pixels;  ///< [B, 3, S, S], 0..1
    Tensor masks;   ///< [B, S, S], 0 or 1
};

/// Of each picture the view that its Example::view picks, `size` pixels a side, made on `device`: a window of seven tenths of `size` up to
/// the whole picture, some slightly rotated, every second one pixel by pixel; turned or mirrored, with other brightness, gamma and
/// colours. A pixel is damaged where most of what it shows is. No two of these take part in one another. Throws Error(BadInput) for pictures
/// that aren't square, 8-bit RGB and at least `size` a side.
ShownViews shownViews(std::span<const Example> pictures, int size, at::Device device);

}  // namespace inference::training
