#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// Noise of any slope and direction, and what is made of it.
struct Grown {
    Lay lay;
    int form;        ///< 0 clouds, 1 veins, 2 flowing bands, 3 patches
    int octaves;
    float keep;      ///< how much weaker each finer octave is
    float stretch;   ///< how much longer than wide its features are
    float warp;      ///< by how far it flows, in features
    float bands;
    Colour colours[3];
    float contrast, grain, relief, gloss;
    std::uint32_t seed;

    static Grown drawn(Streams& streams);
    float noise(float u, float v) const
    {
        float sum = 0;
        float all = 0;
        float weight = 1;
        for (int k = 0; k < octaves; ++k, weight *= keep, u *= 2.07f, v *= 2.07f) {
            sum += weight * noiseAt(u, v, seed + unsigned(k) * 17);
            all += weight;
        }
        return sum / all;
    }
    /// 0..1
    float at(float u, float v) const
    {
        v /= stretch;
        if (warp > 0) {
            const float bend = warp * noiseAt(u * 0.6f, v * 0.6f, seed + 301);
            v += warp * noiseAt(u * 0.6f + 9, v * 0.6f, seed + 302);
            u += bend;
        }
        const float n = noise(u, v);
        switch (form) {
        case 0: return clamp01(0.5f + 0.8f * n);
        case 1: return smoothStep(0.25f, 0, std::fabs(n)) * (0.6f + 0.4f * noiseAt(u * 0.7f, v * 0.7f, seed + 303));
        case 2: return 0.5f + 0.5f * cosine(n * bands + u * 0.5f);
        default: return n < -0.18f ? 0 : n < 0.2f ? 0.5f : 1;
        }
    }
};

Grown Grown::drawn(Streams& streams)
{
    Random& design = streams.design;
    Grown grown {};
    grown.lay = Lay::drawn(streams, 2.5f, 26, 0);
    grown.form = design.below(4);
    const int most = std::max(2, floorInt(log2Of(170 / grown.lay.perUnit)));
    grown.octaves = std::min(design.inclusive(2, 6), most);
    grown.keep = design.in(0.4f, 0.85f);
    grown.stretch = design.chance(0.45f) ? 1 : design.logIn(1.5f, 14);
    grown.warp = design.chance(0.5f) ? 0 : design.in(0.2f, 1.5f);
    grown.bands = design.in(1, 5);
    grown.colours[0] = paintColour(design);
    const bool kin = design.chance(0.65f);
    const float apart = design.in(0.04f, 0.16f);
    for (int k = 1; k < 3; ++k)
        grown.colours[k] = kin ? near(grown.colours[0], apart, design) : paintColour(design);
    grown.contrast = design.in(0.25f, 1);
    grown.grain = design.in(0.01f, 0.1f);
    grown.relief = design.chance(0.5f) ? design.in(0.03f, 0.18f) / grown.lay.perUnit : 0;
    grown.gloss = design.chance(0.4f) ? design.in(0.2f, 0.7f) : 0.05f;
    grown.seed = grown.lay.seed;
    return grown;
}

}  // namespace

void paintMarble(Canvas& canvas, Streams streams, Fault)
{
    const Grown grown = Grown::drawn(streams);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        grown.lay.at(x, y, u, v);
        const float t = grown.at(u, v);
        const Colour full = t < 0.5f ? mix(grown.colours[0], grown.colours[1], 2 * t) : mix(grown.colours[1], grown.colours[2], 2 * t - 1);
        canvas.setColour(i, mix(grown.colours[0], full, grown.contrast) * (1 + grown.grain * noiseAt(x * 190, y * 190, grown.seed)));
        canvas.height[i] = grown.relief * t;
        canvas.gloss[i] = grown.gloss;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
