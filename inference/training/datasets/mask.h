#pragma once

#include "training/datasets/sample.h"

#include <cstdint>

namespace inference::datasets {

/// Where an image is defective: 0 or 1 for each pixel, rows top to bottom.
struct Mask {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    Size size() const { return {width, height}; }
    bool any() const;
};

/// The mask of a sample at the size of its image, as stored (not turned as EXIF says). A good sample without mask is all 0.
/// A pixel belongs to an outline that holds its centre (even-odd for each outline, their union for the mask).
/// Throws Error naming the mask: MaskSize when it is made for another size, MaskMissing (naming the image) for a sample that isn't good and
/// has none, File*, Image* for a picture, DatasetInvalid for a .mat; BadInput for a size below 1 or above imaging's greatest
/// number of pixels. Any thread. A .mat is read by a process of its own, which no damaged file can take this one along with.
Mask readMask(const Sample& sample, Size image);

/// The mask as the published preprocessing gives it to metrics and losses: PIL's bilinear resize to `size` x `size`, then > 0.5;
/// equal to PIL's bit for bit. Throws Error(BadInput) for an empty mask or a size below 1.
Mask maskForModel(const Mask& mask, int size);

}  // namespace inference::datasets
