#pragma once

#include "training/synth/canvas_p.h"
#include "training/synth/noise_p.h"

namespace inference::synth {

/// What a painted shape is made of, and what it does to what lies under it.
struct Material {
    Colour colour;
    float opacity = 1;  ///< 0 leaves the colour that is there
    float gloss = 0.1f;
    float raise = 0;     ///< how far it lifts what is there; negative sinks
    float bevel = 0;     ///< width of the slope at its edge, inwards
    float dome = 0;      ///< rounded over this much more height, in local units
    float grain = 0;     ///< noise of its colour, as a share
    bool solid = false;  ///< becomes part of the part
    bool base = false;   ///< lies flat on whatever is below it
    bool hollow = false; ///< takes away from the part: no defect lies there
    float domeWidth = 0; ///< how far in from the edge the dome rises, in local units; 0: to the reach
};

/// Where a part or a mark lies: turned by `turns`, grown by `scale`.
struct Frame {
    float x = 0, y = 0;
    float cosine = 1, sine = 0;
    float scale = 1;

    static Frame turned(float x, float y, float turns, float scale = 1);
    /// Local coordinates of a point of the picture.
    void toLocal(float px, float py, float& lx, float& ly) const
    {
        const float dx = (px - x) / scale;
        const float dy = (py - y) / scale;
        lx = dx * cosine + dy * sine;
        ly = dy * cosine - dx * sine;
    }
    void toPicture(float lx, float ly, float& px, float& py) const
    {
        px = x + scale * (lx * cosine - ly * sine);
        py = y + scale * (lx * sine + ly * cosine);
    }
    /// `inner` seen from where this frame is seen from.
    Frame with(const Frame& inner) const;
};

/// Puts the material on one pixel with the given coverage; `inside` is the distance from the edge, positive within. What is not
/// part of the part itself lies on it, never beside it.
inline void put(Canvas& canvas, std::size_t i, const Material& m, float coverage, float inside, float x, float y)
{
    if (!m.solid)
        coverage *= canvas.solid[i];
    const float a = coverage * m.opacity;
    Colour colour = m.colour;
    if (m.grain > 0)
        colour = colour * (1 + m.grain * (fractalAt(x * 90, y * 90, 77, 2) + 0.6f * noiseAt(x * 310, y * 310, 78)));
    canvas.setColour(i, mix(canvas.colour(i), colour, a));
    canvas.gloss[i] = mix(canvas.gloss[i], m.gloss, coverage);
    float lift = coverage * m.raise;
    if (m.bevel > 0)
        lift *= smoothStep(0, m.bevel, inside);
    if (m.base)
        canvas.height[i] *= 1 - coverage;
    canvas.height[i] += lift;
    if (m.solid)
        canvas.solid[i] = mix(canvas.solid[i], 1, coverage);
    if (m.hollow)
        canvas.solid[i] *= 1 - coverage;
}

/// Paints where `distance(lx, ly)` is negative: a signed distance in the frame's own coordinates, within `reach` of its origin.
template <class Distance> void fill(Canvas& canvas, const Frame& frame, float reach, const Material& material, Distance distance)
{
    const float pixels = canvas.pixelsPerUnit() * frame.scale;
    const float border = 1 / canvas.pixelsPerUnit();
    canvas.around(frame.x, frame.y, reach * frame.scale + border, [&](float x, float y, std::size_t i) {
        float lx = 0;
        float ly = 0;
        frame.toLocal(x, y, lx, ly);
        const float d = distance(lx, ly);
        const float coverage = clamp01(0.5f - d * pixels);
        if (coverage <= 0)
            return;
        put(canvas, i, material, coverage, -d * frame.scale, lx, ly);
        if (material.dome != 0) {
            const float t = clamp01(1 + d / (material.domeWidth > 0 ? material.domeWidth : reach));
            canvas.height[i] += (material.solid ? coverage : coverage * canvas.solid[i]) * material.dome * frame.scale * std::sqrt(clamp01(1 - t * t));
        }
    });
}

// Signed distances, negative inside.
inline float discDistance(float x, float y, float radius)
{
    return lengthOf(x, y) - radius;
}
inline float boxDistance(float x, float y, float halfWidth, float halfHeight, float corner)
{
    const float dx = std::fabs(x) - halfWidth + corner;
    const float dy = std::fabs(y) - halfHeight + corner;
    const float outside = lengthOf(std::max(dx, 0.0f), std::max(dy, 0.0f));
    return outside + std::min(std::max(dx, dy), 0.0f) - corner;
}
inline float hexDistance(float x, float y, float inner)
{
    const float ax = std::fabs(x);
    const float ay = std::fabs(y);
    return std::max(ax * 0.8660254f + ay * 0.5f, ay) - inner;
}
inline float segmentDistance(float x, float y, float ax, float ay, float bx, float by)
{
    const float dx = bx - ax;
    const float dy = by - ay;
    const float squared = dx * dx + dy * dy;
    const float t = squared > 0 ? clamp01(((x - ax) * dx + (y - ay) * dy) / squared) : 0;
    return lengthOf(x - ax - t * dx, y - ay - t * dy);
}

}  // namespace inference::synth
