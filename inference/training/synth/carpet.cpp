#include "training/synth/pattern_p.h"

namespace inference::synth {

void paintCarpet(Canvas& canvas, Streams streams, Fault)
{
    Random& design = streams.design;
    const Lay lay = Lay::drawn(streams, 22, 60, 0.8f);
    const Colour pile = paintColour(design);
    const Colour second = design.chance(0.4f) ? paintColour(design) : near(pile, 0.08f, design);
    const int pattern = design.below(3);  // 0 mottled, 1 stripes, 2 plain
    const float wide = design.in(3, 12);
    const float relief = design.in(0.25f, 0.7f) / lay.perUnit;
    const float fluff = design.in(0.1f, 0.35f);
    const float hollow = design.in(0.3f, 0.7f);
    const auto seed = lay.seed;
    const auto colours = std::uint32_t(design.next());
    Cells tufts(seed, 0.8f);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        lay.at(x, y, u, v);
        const Cell tuft = tufts.at(u, v);
        const float depth = clamp01(1 - tuft.nearest * 1.25f);
        const float own = latticeValue(tuft.x, tuft.y, colours);
        const float share = pattern == 0 ? (own < 0.3f ? 1.0f : 0.0f) : pattern == 1 ? (floorInt(v / wide) & 1 ? 1.0f : 0.0f) : 0;
        const float fibres = 1 + fluff * (noiseAt(u * 6, v * 6, seed + 5) + 0.5f * noiseAt(x * 300, y * 300, seed + 6));
        const Colour yarn = mix(pile, second, share) * (0.85f + 0.3f * latticeValue(tuft.x, tuft.y, colours + 1));
        canvas.setColour(i, yarn * (fibres * mix(1 - hollow, 1, std::sqrt(depth))));
        canvas.height[i] = relief * depth;
        canvas.gloss[i] = 0.02f;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
