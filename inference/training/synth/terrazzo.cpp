#include "training/synth/pattern_p.h"

namespace inference::synth {

void paintTerrazzo(Canvas& canvas, Streams streams, Fault)
{
    Random& design = streams.design;
    const Lay lay = Lay::drawn(streams, 10, 40, 0.3f);
    const Colour ground = near(grey(design.in(0.2f, 0.9f)), 0.05f, design);
    const Colour chips[4] = {paintColour(design), near(ground, 0.2f, design), near(ground, 0.12f, design), grey(design.in(0.05f, 0.95f))};
    const float share = design.in(0.35f, 0.85f);
    const float fine = design.in(2, 4.5f);
    const float strong = design.in(0.35f, 1);
    const float gloss = design.in(0.05f, 0.5f);
    const auto seed = lay.seed;
    Cells coarse(seed + 31);
    Cells small(seed + 11);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        lay.at(x, y, u, v);
        Colour colour = ground * (1 + 0.08f * noiseAt(x * 120, y * 120, seed));
        const float blur = canvas.pixelsPerUnit() / lay.perUnit;
        const auto add = [&](Cells& cells, float scale, std::uint32_t layer) {
            const Cell cell = cells.at(u * scale, v * scale);
            const float size = latticeValue(cell.x, cell.y, seed + layer + 1);
            if (size > share)
                return;
            const float inside = std::min(cell.second - cell.nearest - 0.08f, 0.25f + 0.4f * size - cell.nearest) / scale;
            const int which = int(latticeValue(cell.x, cell.y, seed + layer + 2) * 3.999f);
            const float tone = 0.85f + 0.3f * latticeValue(cell.x, cell.y, seed + layer + 3);
            colour = mix(colour, chips[which] * tone, strong * clamp01(inside * blur * 0.7f + 0.5f));
        };
        add(small, fine, 11);
        add(coarse, 1, 31);
        canvas.setColour(i, colour);
        canvas.gloss[i] = gloss;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
