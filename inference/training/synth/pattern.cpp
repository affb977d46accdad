#include "training/synth/pattern_p.h"

namespace inference::synth {

Lay Lay::drawn(Streams& streams, float fewest, float most, float uneven, bool upright)
{
    Lay lay;
    const float turns = upright && streams.design.chance(0.6f) ? float(streams.design.below(4)) * 0.25f : streams.design.unit();
    const float own = turns + streams.image.in(-0.008f, 0.008f);
    lay.cosine = synth::cosine(own);
    lay.sine = synth::sine(own);
    lay.perUnit = streams.design.logIn(fewest, most);
    lay.shiftX = streams.image.in(40, 60);
    lay.shiftY = streams.image.in(40, 60);
    lay.uneven = streams.design.in(0, uneven);
    lay.seed = std::uint32_t(streams.image.next());
    return lay;
}

Colour paintColour(Random& random)
{
    const bool strong = random.chance(0.3f);
    return hsv({random.unit(), strong ? random.in(0.4f, 0.9f) : random.in(0.02f, 0.35f), random.in(0.18f, 0.92f)});
}

}  // namespace inference::synth
