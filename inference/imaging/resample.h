#pragma once

#include "core/image.h"

namespace inference::imaging {

/// PIL's Image.resize(size, BICUBIC) bit for bit on 8-bit samples: antialiased, two passes in fixed point with 22
/// fractional bits, horizontal first, a pass skipped when its size is kept. Alpha is premultiplied before and divided out
/// after, as PIL does (rounding included). `discrete` images are resized by PIL's NEAREST instead.
/// Throws Error(BadInput) for 16-bit or empty images.
Image resizeBicubic(const Image& image, int width, int height);

/// PIL's Image.resize(size, BILINEAR) in the same way: a triangle that widens as the picture shrinks. What the published
/// preprocessing does to masks. Throws as resizeBicubic().
Image resizeBilinear(const Image& image, int width, int height);

/// What the model is given: resized to `size` x `size` (aspect not kept, as published), then RGB: grey repeated, alpha
/// dropped, 16-bit divided by 257 (rounded) first. Throws Error(BadInput) for an empty image.
Image toModelInput(const Image& image, int size);

/// 8-bit RGB for display: grey repeated, alpha dropped, 16-bit divided by 257 (rounded). Throws as toModelInput().
Image toRgb8(const Image& image);

}  // namespace inference::imaging
