#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// Baked or pressed: browner where it is high or near the edge, with holes, grooves and grains of its own.
struct Dough {
    float half, aspect, corner, scallop, wobble;  ///< of the outline
    int scallops;
    Colour pale, brown, grain;
    float browning, grains, fine, bumps, edge;
    std::vector<Element> things;

    static Dough drawn(Random& design);
    float outline(float x, float y, std::uint32_t seed) const;
};

void addHoles(Dough& dough, Random& design)
{
    const int columns = design.inclusive(2, 6);
    const int rows = std::max(1, floorInt(float(columns) * dough.aspect));
    const bool staggered = design.chance(0.4f);
    const float size = design.in(0.025f, 0.07f);
    const Material hole {dough.brown * 0.35f, 0.85f, 0.05f, -0.05f, 0.03f};
    const float pitch = 1.6f * dough.half / float(columns);
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const float x = (float(column) - float(columns - 1) / 2 + (staggered && row % 2 ? 0.5f : 0)) * pitch;
            const float y = (float(row) - float(rows - 1) / 2) * pitch;
            if (dough.outline(x, y, 0) < -size * 2)
                dough.things.push_back({Element::Shape::Disc, x, y, 0, size, 0, 0, hole, {}, row * columns + column});
        }
}

Dough Dough::drawn(Random& design)
{
    Dough dough {};
    const bool round = design.chance(0.45f);
    dough.aspect = round || design.chance(0.4f) ? 1 : design.in(0.45f, 0.9f);
    dough.corner = round ? 1 : design.in(0.05f, 0.6f) * dough.aspect;
    dough.half = 0.95f / mix(lengthOf(1, dough.aspect), 1, dough.corner);  // so that its corners reach as far as a round one
    dough.scallop = design.chance(0.4f) ? design.in(0.01f, 0.04f) : 0;
    dough.scallops = design.inclusive(16, 44);
    dough.wobble = design.in(0, 0.06f);
    const float hue = design.chance(0.75f) ? design.in(0.05f, 0.14f) : design.unit();
    const float value = design.in(0.35f, 0.97f);
    dough.pale = hsv({hue, design.in(0.1f, 0.5f), value});
    dough.brown = hsv({hue - 0.02f + (hue < 0.02f ? 1.0f : 0.0f), design.in(0.4f, 0.8f), value * design.in(0.45f, 0.8f)});
    dough.grain = design.chance(0.5f) ? dough.brown * 0.5f : paintColour(design);
    dough.browning = design.in(0.1f, 0.8f);
    dough.grains = design.chance(0.5f) ? design.in(0.02f, 0.15f) : 0;
    dough.fine = design.logIn(6, 40);
    dough.bumps = design.in(0.002f, 0.02f);
    dough.edge = design.in(0.08f, 0.35f);
    const int decoration = design.below(4);
    if (decoration == 1) {
        const float size = dough.half * dough.aspect * design.in(0.25f, 0.4f);
        const Material pressed {dough.pale * 0.9f, 0.5f, 0.05f, -0.03f, 0.02f};
        const std::string text = madeUpWord(design, design.inclusive(2, 4));
        dough.things.push_back({Element::Shape::Text, 0, 0, 0, size, size * 0.16f, 0, pressed, text, -1});
    } else if (decoration == 2) {
        const Material groove {dough.brown, 0.4f, 0.05f, design.either(0.02f, 0.04f), 0.03f};
        dough.things.push_back({Element::Shape::Ring, 0, 0, 0, 0.7f * dough.half * dough.aspect, 0.6f * dough.half * dough.aspect, 0, groove, {}, -1});
    }
    if (decoration != 1)
        addHoles(dough, design);
    return dough;
}

float Dough::outline(float x, float y, std::uint32_t seed) const
{
    float distance = boxDistance(x, y, half, half * aspect, half * corner);
    if (scallop > 0)
        distance += scallop * cosine(angleOf(x, y) * float(scallops));
    return distance + wobble * noiseAt(x * 2 + 9, y * 2 + 9, seed);
}

}  // namespace

void paintBiscuit(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    const Dough dough = Dough::drawn(streams.design);
    const std::vector<Frame> frames = placeParts(streams, 0.6f, true);
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    const float biteTurns = fault.random.unit();
    const float bite = fault.random.in(0.15f, 0.5f) * fault.strength;
    const float biteX = 1.1f * dough.half * cosine(biteTurns);
    const float biteY = 1.1f * dough.half * dough.aspect * sine(biteTurns);
    const auto seed = std::uint32_t(streams.image.next());
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const bool broken = fault.is(FaultKind::Broken) && k == chosen;
        const auto own = seed + unsigned(k) * 7;
        const auto bitten = [&](float whole, float x, float y) {
            return broken ? std::max(whole, bite + 0.05f * noiseAt(x * 8, y * 8, own) - lengthOf(x - biteX, y - biteY)) : whole;
        };
        const Material body {dough.pale, 1, 0.08f, 0, 0, 0.25f, 0, true, true, false, dough.edge};
        fill(canvas, frame, 1.02f, body, [&](float x, float y) { return bitten(dough.outline(x, y, own), x, y); });
        canvas.around(frame.x, frame.y, frame.scale * 1.02f, [&](float x, float y, std::size_t i) {
            float lx = 0;
            float ly = 0;
            frame.toLocal(x, y, lx, ly);
            const float whole = dough.outline(lx, ly, own);
            const float distance = bitten(whole, lx, ly);
            if (distance > 0)
                return;
            const float n = fractalAt(lx * dough.fine + 31, ly * dough.fine + 31, own, 2);
            const float rim = smoothStep(-dough.edge, 0, whole);  // a broken edge isn't brown
            const float brown = clamp01(dough.browning * (0.7f * rim + 0.5f * n + 0.2f));
            Colour colour = mix(dough.pale, dough.brown, brown);
            if (dough.grains > 0 && noiseAt(lx * dough.fine * 2, ly * dough.fine * 2, own + 3) > 1 - 5 * dough.grains)
                colour = mix(colour, dough.grain, 0.7f);
            canvas.setColour(i, mix(canvas.colour(i), colour, clamp01(-distance * frame.scale * canvas.pixelsPerUnit())));
            canvas.height[i] += dough.bumps * n * frame.scale;
        });
        std::vector<Element> things = dough.things;
        for (Element& e : things) {
            e.material.raise *= frame.scale;
            e.material.bevel *= frame.scale;
        }
        if (fault && !broken && k == chosen)
            applyFault(things, frame, fault);
        paintElements(canvas, frame, things);
    }
    roughen(canvas, 0.05f, 110, 0.0003f, seed + 99);
}

}  // namespace inference::synth
