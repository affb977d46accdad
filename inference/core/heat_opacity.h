#pragma once

namespace inference {

/// Opacity 0..1 of the heat for one probability: 0 at half the limit and below, rising smoothly to `opacity` at the limit,
/// so that good parts look good. Screen and written overlays use this one function and look alike.
constexpr float heatOpacity(float probability, float limit, float opacity)
{
    const float start = 0.5f * limit;
    if (probability >= limit)
        return opacity;
    if (probability <= start)
        return 0.0f;
    const float t = (probability - start) / (limit - start);
    return opacity * t * t * (3.0f - 2.0f * t);
}

}  // namespace inference
