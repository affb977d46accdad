#pragma once

#include "core/image.h"
#include "training/synth/light_p.h"

#include <cstdint>
#include <vector>

namespace inference::synth {

/// How one picture is taken.
struct Camera {
    int size = 0;  ///< of the picture, square
    // Where a pixel of the picture looks at: unit square -> (x', y', w')
    float toX[3] {}, toY[3] {}, toW[3] {};
    float tilt = 0, tiltX = 1, tiltY = 0;  ///< light falls off across the picture
    float vignette = 0;
    float defocus = 0;                     ///< deviation of the blur, widths of the picture
    float motion = 0, motionX = 1, motionY = 0;
    float exposure = 1;
    float balance[3] {1, 1, 1};
    float contrast = 1;   ///< around the middle, as it looks on a screen
    float saturation = 1; ///< 0: a grey camera
    float readNoise = 0, shotNoise = 0;    ///< deviations, of the full scale, as they look on a screen
    int jpegQuality = 0;                   ///< 0: not compressed

    /// Place, light and focus change with the image; sensor and colours are the set-up's.
    static Camera drawn(Random& setUp, Random& image, int size);
    /// Deviation of the noise at a middling brightness.
    float noise() const;
};

/// The canvas's raster as the camera sees it: bilinear.
Plane seen(const Canvas& canvas, const Plane& plane, const Camera& camera);
/// All that happens before the sensor, as it would look on a screen, 0..1 and beyond.
Radiance exposed(const Canvas& canvas, const Radiance& radiance, const Camera& camera);
/// Noise, compression, whole numbers: RGB.
Image developed(const Radiance& exposed, const Camera& camera, Random random);

/// What JPEG of this quality (1..100), colours at half the size, would make of the picture. Any size.
void compressAsJpeg(Image& rgb, int quality);

}  // namespace inference::synth
