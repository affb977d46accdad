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
    /// Sees the picture's frame as it is.
    static Camera straight(int size);
    /// How far, in pixels, defocus and motion carry light.
    int blurReach() const;
    /// Deviation of the noise at a middling brightness.
    float noise() const;
};

/// Where each pixel of the picture lies on the canvas: between four of its pixels.
struct View {
    struct Place {
        std::uint32_t first;  ///< upper left of the four
        float right, down;    ///< shares of the others
    };
    View(const Canvas& canvas, const Camera& camera);
    int size, side;
    std::vector<Place> places;

    /// The part of a canvas's plane that the camera sees in the window of its picture: bilinear.
    Plane of(const Plane& plane, const Window& window) const;
    Window whole() const { return {0, 0, size, size}; }
};

/// All that happens before the sensor, as it would look on a screen, 0..1 and beyond.
Radiance exposed(const Radiance& radiance, const View& view, const Camera& camera);
/// The same within the window only, where the canvas has changed.
void expose(const Radiance& radiance, const View& view, const Camera& camera, const Window& window, Radiance& picture);
/// Noise, compression, whole numbers: RGB.
Image developed(const Radiance& exposed, const Camera& camera, Random random);

/// What JPEG of this quality (1..100), colours at half the size, would make of the picture. Any size.
void compressAsJpeg(Image& rgb, int quality);

}  // namespace inference::synth
