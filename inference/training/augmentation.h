#pragma once

#include "training/example_source.h"

#include <array>

namespace inference::training {

// What the published code changes at random before an image is learned from (VCP-CLIP, dataset.py), by albumentations, whose version it
// does not pin: the transforms are those of its 1.x with their defaults, and where its versions differ (centre of the rotation, rounding) ours
// is said here. Each happens with probability 1/2, in this order:
//   Rotate(30)                 -30..30 degrees about the centre of the pixels; image bilinear, mask nearest, border mirrored without the edge
//   RandomRotate90             0 to 3 quarter turns
//   RandomBrightnessContrast   v (1 +- 0.2) + 255 (+- 0.2)
//   GaussNoise                 variance 10..50 (of levels 0..255), each channel on its own; our normal numbers end at 3.5 deviations
//   OneOf                      Blur(3), ColorJitter(0.2, 0.2, 0.2, 0.2), GaussianBlur(3..7), each as likely as the others
// Values are rounded to the nearest of 0..255 after each. No random number and no arithmetic comes from a library: the same seed gives the
// same bytes on every computer. Images are square, 8-bit RGB; masks keep to 0 and 1. Pure; any thread. Throws Error(BadInput) for
// any other form.

/// All of it, at random by `seed`.
Example augmented(const Example& example, std::uint64_t seed);

/// Four examples of one size as one of that size, each half as large: top left, top right, bottom left, bottom right. Images by PIL's
/// bicubic, masks by its bilinear and > 0.5. The published code (MVTec AD only, with probability 0.2) puts four whole images together and
/// then resizes the sheet; here they have been resized once before.
Example mosaicOf(const std::array<Example, 4>& parts);

// The steps.

/// Counter-clockwise; a quarter and a half turn are exact.
Example rotated(const Example& example, float turns);
/// Counter-clockwise, as numpy.rot90.
Example quarterTurned(const Example& example, int quarters);
/// v * contrast + 255 * brightness
void changeBrightnessContrast(Image& image, float contrast, float brightness);
void addNoise(Image& image, float variance, std::uint64_t seed);
/// The mean of 3 x 3 pixels, the border mirrored without the edge.
void blur3(Image& image);
/// `size` 3, 5 or 7: the fixed kernels that OpenCV takes for these sizes where no sigma is given.
void gaussianBlur(Image& image, int size);

struct Jitter {
    float brightness = 1;  ///< factors: of the values,
    float contrast = 1;    ///< of the distance to the image's mean grey,
    float saturation = 1;  ///< of the distance to each pixel's grey (0.299, 0.587, 0.114)
    float hue = 0;         ///< turns of the colour circle
    std::array<int, 4> order {0, 1, 2, 3};  ///< in which they happen: 0 brightness, 1 contrast, 2 saturation, 3 hue
};
void jitterColours(Image& image, const Jitter& jitter);

}  // namespace inference::training
