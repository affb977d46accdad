#pragma once

#include "training/synth/surface_p.h"

namespace inference::synth {

/// Coordinates of a repeating pattern: turned by the design, shifted by the image, slightly uneven.
struct Lay {
    float cosine = 1, sine = 0;
    float perUnit = 20;    ///< repeats per width of the picture
    float shiftX = 0, shiftY = 0;
    float uneven = 0;      ///< repeats
    std::uint32_t seed = 0;

    static Lay drawn(Streams& streams, float fewest, float most, float uneven, bool upright = false);
    void at(float x, float y, float& u, float& v) const
    {
        const float wx = uneven > 0 ? uneven * noiseAt(x * 5, y * 5, seed) : 0;
        const float wy = uneven > 0 ? uneven * noiseAt(x * 5, y * 5, seed + 9) : 0;
        u = (x * cosine + y * sine) * perUnit + shiftX + wx;
        v = (y * cosine - x * sine) * perUnit + shiftY + wy;
    }
};

/// A place well within the picture, for a fault.
struct Spot {
    float x, y;
    static Spot drawn(Random& random) { return {random.in(0.12f, 0.88f), random.in(0.12f, 0.88f)}; }
};

/// A colour that materials have: mostly muted, sometimes strong.
Colour paintColour(Random& random);

}  // namespace inference::synth
