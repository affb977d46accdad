#pragma once

#include "core/anomaly_map.h"
#include "core/colour_map.h"
#include "core/image.h"
#include "core/judgement.h"

namespace inference::imaging {

struct OverlayStyle {
    ColourMap colours = ColourMap::Viridis;
    double opacity = 0.5;      ///< of the heat at and above the limit, 0..1
    float limit = 0.60f;       ///< below it the heat fades (core/heat_opacity.h)
    bool contours = true;
};

/// The image at its own size, 8-bit RGB, with heat (bilinear from the map) and the contours of the defects.
/// Fail contours red, review contours amber, each on a dark rim, width following the image's size: its longer side / 500.
/// Pure; any thread. Throws Error(BadInput) for an empty image or map.
Image paintOverlay(const Image& image, const AnomalyMap& map, const Judgement& judgement, const OverlayStyle& style);

}  // namespace inference::imaging
