#pragma once

#include "training/synth/camera_p.h"
#include "training/synth/catalogue_p.h"

#include <vector>

namespace inference::synth {

/// A surface under its light, good and damaged, before the camera.
struct Scene {
    const SurfaceEntry* surface;
    Streams streams;
    Light light;
    Canvas canvas;    ///< good
    Radiance good;
};

struct Damage {
    Radiance radiance;                ///< equals the good one wherever the mask is 0
    std::vector<float> mask;          ///< of the canvas: 1 where the radiance differs visibly, else 0
};

/// One attempt; the mask is empty (all 0) when nothing came of it. `attempt` counts from 0: later ones are coarser.
/// `areaFactor` multiplies the area that the attempt would aim at.
Damage damaged(const Scene& scene, const DefectPainter& painter, int attempt, float areaFactor, Random random);

}  // namespace inference::synth
