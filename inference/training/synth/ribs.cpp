#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

constexpr int greatestBands = 6;

/// Bands across the picture that come again in the same order: ribs, flutes, stripes, slats.
struct Bands {
    Lay lay;         ///< one repeat of all bands per unit
    int count;
    struct Band {
        float to;      ///< where it ends, 0..1
        float height;
        int form;      ///< 0 flat, 1 round, 2 aslant
        Colour colour;
    } bands[greatestBands];
    float edge, relief, gloss, grain, streaks, wave, waves;
    std::uint32_t seed;

    static Bands drawn(Streams& streams);
    void at(float u, Colour& colour, float& height) const;
};

Bands Bands::drawn(Streams& streams)
{
    Random& design = streams.design;
    Bands all {};
    all.lay = Lay::drawn(streams, 3, 30, 0.08f, true);
    all.count = design.inclusive(2, all.lay.perUnit > 14 ? 2 : greatestBands);
    float sum = 0;
    const Colour base = paintColour(design);
    const bool kin = design.chance(0.55f);
    const float apart = design.in(0.01f, 0.1f);
    for (int k = 0; k < all.count; ++k) {
        sum += design.logIn(0.3f, 1);
        const int form = design.below(3);
        all.bands[k] = {sum, design.unit(), form, kin ? near(base, apart, design) : paintColour(design)};
    }
    for (int k = 0; k < all.count; ++k)
        all.bands[k].to /= sum;
    const bool flat = !kin && design.chance(0.4f);  // colour alone
    all.relief = flat ? 0 : design.in(0.08f, 0.35f) / all.lay.perUnit;
    all.edge = design.in(0.01f, 0.06f);
    all.gloss = design.in(0.03f, 0.7f);
    all.grain = design.in(0.01f, 0.08f);
    all.streaks = design.chance(0.4f) ? design.in(0.02f, 0.12f) : 0;
    all.wave = design.chance(0.3f) ? design.in(0.05f, 0.3f) : 0;
    all.waves = design.in(0.3f, 1.2f);
    all.seed = all.lay.seed;
    return all;
}

void Bands::at(float u, Colour& colour, float& height) const
{
    const float place = fraction(u);
    int k = 0;
    while (k + 1 < count && place > bands[k].to)
        ++k;
    const float from = k > 0 ? bands[k - 1].to : 0;
    const Band& band = bands[k];
    const Band& next = bands[(k + 1) % count];
    const float width = band.to - from;
    const float t = (place - from) / width;
    const float into = smoothStep(band.to - std::min(edge, 0.4f * width), band.to, place);
    const auto heightOf = [&](const Band& one, float at) {
        const float bulge = one.form == 1 ? 4 * at * (1 - at) : one.form == 2 ? at : 0.0f;
        return one.height + 0.7f * bulge;
    };
    colour = mix(band.colour, next.colour, into);
    height = relief * mix(heightOf(band, t), heightOf(next, 0), into);
}

}  // namespace

void paintRibs(Canvas& canvas, Streams streams, Fault fault)
{
    const Bands all = Bands::drawn(streams);
    float spotU = 0;
    float spotV = 0;
    float shift = 0;
    float length = 1;
    float wide = 1;
    if (fault) {
        const Spot spot = Spot::drawn(fault.random);
        all.lay.at(spot.x, spot.y, spotU, spotV);
        length = all.lay.perUnit * fault.random.logIn(0.05f, 0.2f) * std::sqrt(fault.strength);
        wide = fault.is(FaultKind::Broken) ? fault.random.in(0.6f, 1.6f) : 0.5f;
        shift = fault.random.either(0.25f, 0.5f) * std::min(fault.strength, 1.2f);
    }
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        all.lay.at(x, y, u, v);
        u += all.wave * cosine(v * all.waves * 0.25f);
        Colour colour;
        float height = 0;
        float own = u;
        float lost = 0;
        if (fault) {
            const float near = smoothStep(wide, wide * 0.6f, std::fabs(u - spotU)) * smoothStep(length, length * 0.75f, std::fabs(v - spotV));
            if (fault.is(FaultKind::Missing))
                lost = near;
            else  // moved aside, or bent to and fro
                own += shift * near * (fault.is(FaultKind::Broken) ? cosine((v - spotV) / length) : 1);
        }
        all.at(own, colour, height);
        if (lost > 0) {
            Colour flat;
            float low = 0;
            all.at(floorInt(spotU) + 0.01f, flat, low);
            colour = mix(colour, flat, lost);
            height = mix(height, low, lost);
        }
        const float streak = all.streaks > 0 ? all.streaks * noiseAt(u * 40, v * 0.8f, all.seed + 3) : 0;
        canvas.setColour(i, colour * (1 + streak + all.grain * noiseAt(x * 150, y * 150, all.seed)));
        canvas.height[i] = height;
        canvas.gloss[i] = all.gloss;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
