#pragma once

#include "training/synth/canvas_p.h"

namespace inference::synth {

/// Where the light comes from and how hard it is.
struct Light {
    float turns = 0;         ///< direction it comes from, around the picture
    float slope = 1;         ///< tangent of its height over the surface
    float ambient = 0.4f;    ///< share that comes from everywhere
    float shine = 0.5f;      ///< strength of highlights
    float sharpness = 20;    ///< of highlights; 5 soft .. 60 hard
    float spotX = 0.5f, spotY = 0.5f;  ///< where a flat mirror would show the lamp
    float shadow = 0.6f;     ///< darkness of cast shadows
    float cavity = 0.5f;     ///< darkness of hollows

    /// The set-up is the product's, a little of it changes with the image.
    static Light drawn(Random& setUp, Random& image);
};

/// A picture in linear light, on the canvas's raster or the camera's.
struct Radiance {
    Plane red, green, blue;
    void resize(std::size_t pixels)
    {
        for (Plane* plane : {&red, &green, &blue})
            plane->resize(pixels);
    }
};

/// Lights the canvas: slopes, highlights, hollows, cast shadows.
Radiance lit(const Canvas& canvas, const Light& light);
/// The same within the window only.
void relight(const Canvas& canvas, const Light& light, const Window& window, Radiance& radiance);
/// How far, in pixels, a changed height can change the light.
int lightReach(const Canvas& canvas);

}  // namespace inference::synth
