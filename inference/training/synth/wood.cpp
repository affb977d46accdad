#include "training/synth/pattern_p.h"

namespace inference::synth {

void paintWood(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const Lay lay = Lay::drawn(streams, 5, 16, 0, true);
    const Colour early = near(hsv({design.in(0.055f, 0.11f), design.in(0.25f, 0.65f), design.in(0.45f, 0.9f)}), 0.02f, design);
    const Colour late = early * design.in(0.35f, 0.75f);
    const int planks = design.chance(0.5f) ? design.inclusive(2, 6) : 0;
    const float wild = design.in(0.15f, 1.4f);
    const float stretch = design.in(0.06f, 0.2f);
    const float pores = design.in(0.05f, 0.3f);
    const float sharp = design.in(0.8f, 2.5f);
    const float gloss = design.chance(0.4f) ? design.in(0.1f, 0.4f) : 0.04f;
    const auto seed = lay.seed;
    const Spot spot = Spot::drawn(fault.random);
    float su = 0;
    float sv = 0;
    lay.at(spot.x, spot.y, su, sv);
    const float plankWidth = planks ? lay.perUnit / float(planks) : 1e6f;
    const int badPlank = floorInt(sv / plankWidth);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        lay.at(x, y, u, v);
        int plank = floorInt(v / plankWidth);
        float gapScale = 1;
        const float reach = smoothStep(lay.perUnit * 0.3f, lay.perUnit * 0.2f, std::fabs(u - su));
        if (fault && planks && plank == badPlank && reach > 0.5f) {
            if (fault.is(FaultKind::Misplaced))
                v += plankWidth * 0.12f * fault.strength;
            gapScale = fault.is(FaultKind::Missing) ? 5.0f : 1.0f;
        }
        const float own = latticeValue(plank, 7, seed);
        const float ou = u + own * 517;
        const float bend = wild * fractalAt(ou * stretch, v * 0.35f + own * 31, seed + 3, 2);
        const float ring = fraction(v + bend * 2 + own * 9);
        const float darkening = exp2Of(-sharp * 2 * (1 - ring)) * smoothStep(1, 0.93f, ring) + 0.3f * smoothStep(0.2f, 0, ring);
        const float line = darkening * (0.7f + 0.4f * noiseAt(ou * 0.4f, v * 0.9f, seed + 8));
        const float fibre = noiseAt(ou * 1.3f, v * 17, seed + 4) + 0.5f * noiseAt(ou * 3, v * 41, seed + 5);
        const float pore = smoothStep(0.62f, 0.9f, noiseAt(ou * 2.2f, v * 24, seed + 6));
        Colour colour = mix(early, late, clamp01(line));
        colour = colour * (0.9f + 0.25f * own + 0.08f * fibre) * (1 - pores * pore);
        float height = -0.0005f * pore + 0.0001f * line;
        if (planks) {
            const float edge = std::min(fraction(v / plankWidth), 1 - fraction(v / plankWidth)) * plankWidth / lay.perUnit;
            const float gap = smoothStep(0.004f * gapScale, 0.002f * gapScale, edge);
            colour = colour * (1 - 0.75f * gap);
            height -= 0.006f * gap;
        }
        canvas.setColour(i, colour);
        canvas.height[i] = height;
        canvas.gloss[i] = gloss;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
