#include "training/synth/pattern_p.h"

namespace inference::synth {

void paintLeather(Canvas& canvas, Streams streams, Fault)
{
    Random& design = streams.design;
    const Lay lay = Lay::drawn(streams, 14, 55, 0.9f);
    const Colour base = design.chance(0.6f) ? near(hsv({design.in(0.02f, 0.1f), design.in(0.3f, 0.75f), design.in(0.15f, 0.7f)}), 0.02f, design) : paintColour(design);
    const float crease = design.in(0.15f, 0.6f);
    const float relief = design.in(0.08f, 0.3f) / lay.perUnit;
    const float gloss = design.in(0.05f, 0.4f);
    const float stretch = design.in(0.6f, 1.4f);
    const float cloudy = design.in(0.03f, 0.15f);
    const float width = design.in(0.12f, 0.35f);
    const auto seed = lay.seed;
    Cells cells(seed);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        lay.at(x, y, u, v);
        const Cell cell = cells.at(u * stretch, v);
        const float pebble = smoothStep(0, width, cell.second - cell.nearest);
        const float pore = noiseAt(u * 5, v * 5, seed + 1);
        const float cloud = fractalAt(x * 4, y * 4, seed + 2, 2);
        const float own = latticeValue(cell.x, cell.y, seed + 3) - 0.5f;
        canvas.setColour(i, base * std::max(0.15f, (1 - crease * (1 - pebble)) * (1 + cloudy * cloud + 0.08f * own + 0.04f * pore)));
        canvas.height[i] = relief * (pebble + 0.12f * pore);
        canvas.gloss[i] = gloss * (0.4f + 0.6f * pebble);
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
