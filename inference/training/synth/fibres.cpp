#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// Very many strokes over each other, by random and yet all alike: grass, fur, straw, felt, hair, bristles.
struct Coat {
    float length, width;
    float turns, spread;   ///< where they lie, and how far a single one is off
    float flow, flowing;   ///< how far the direction wanders over the picture, and how often
    float bend;            ///< turns from root to tip
    float cover;           ///< how often they hide what is below
    float taper;           ///< width lost at the tip
    float tufts;           ///< roots gather in this many clumps per width of the picture; 0: anywhere
    float rootShade, layerShade, variety, relief, gloss;
    float shine;           ///< how much brighter a band of each stroke is
    Colour colours[4];
    Colour ground;
    float cloud;

    static Coat drawn(Random& design);
};

Coat Coat::drawn(Random& design)
{
    Coat coat {};
    const int form = design.below(6);
    const bool ordered = design.chance(0.5f);
    coat.turns = design.unit();
    coat.flowing = design.in(1, 4);
    coat.rootShade = design.in(0.1f, 0.7f);
    coat.layerShade = design.in(0.2f, 0.8f);
    coat.variety = design.in(0.1f, 0.45f);
    coat.gloss = design.in(0.02f, 0.2f);
    switch (form) {
    case 0:  // grass
        coat = {design.in(0.12f, 0.4f), design.in(0.011f, 0.026f), coat.turns, ordered ? design.in(0.06f, 0.14f) : 0.5f, design.in(0, 0.15f), coat.flowing,
                design.in(0.05f, 0.2f), design.in(1.6f, 2.6f), 0.95f, 0, coat.rootShade, coat.layerShade, coat.variety, 0.5f, coat.gloss, 0, {}, {}, 0};
        break;
    case 1:  // fur
        coat = {design.in(0.05f, 0.13f), design.in(0.007f, 0.011f), coat.turns, design.in(0.03f, 0.1f), design.in(0.1f, 0.5f), coat.flowing,
                design.in(0.02f, 0.12f), design.in(1.7f, 2.4f), 0.9f, design.chance(0.6f) ? design.in(7, 16) : 0, coat.rootShade, coat.layerShade, coat.variety, 0.4f, coat.gloss, 0, {}, {}, 0};
        break;
    case 2:  // straw, chips
        coat = {design.in(0.1f, 0.35f), design.in(0.014f, 0.035f), coat.turns, ordered ? design.in(0.05f, 0.12f) : 0.5f, 0.05f, coat.flowing,
                design.in(0, 0.02f), design.in(1.8f, 2.6f), 0.1f, 0, 0.1f, coat.layerShade, coat.variety, 0.8f, coat.gloss, 0, {}, {}, 0};
        break;
    case 3:  // felt
        coat = {design.in(0.15f, 0.5f), design.in(0.007f, 0.01f), coat.turns, ordered ? 0.2f : 0.5f, 0.1f, coat.flowing,
                design.in(0.1f, 0.5f), design.in(0.6f, 1.8f), 0.2f, 0, 0, coat.layerShade * 0.5f, coat.variety, 0.35f, coat.gloss, 0, {}, {}, 0};
        break;
    case 4:  // hair
        coat = {design.in(0.5f, 0.9f), design.in(0.007f, 0.01f), coat.turns, design.in(0.005f, 0.025f), design.in(0.02f, 0.12f), design.in(0.7f, 2),
                design.in(0, 0.06f), design.in(1.4f, 2), 0.3f, 0, 0, coat.layerShade, coat.variety, 0.4f, design.in(0.1f, 0.5f), design.in(0, 0.7f), {}, {}, 0};
        break;
    default:  // bristles
        coat = {design.in(0.04f, 0.1f), design.in(0.008f, 0.016f), coat.turns, design.in(0.04f, 0.3f), 0.03f, coat.flowing,
                design.in(0, 0.04f), design.in(1.6f, 2.6f), 0.2f, design.in(5, 12), 0.8f, coat.layerShade, coat.variety, 0.7f, coat.gloss, 0, {}, {}, 0};
        break;
    }
    const Tone natural {form == 0 ? design.in(0.18f, 0.36f) : design.in(0.06f, 0.13f), design.in(0.15f, 0.65f), design.in(0.3f, 0.9f)};
    coat.colours[0] = design.chance(0.5f) ? hsv(natural) : paintColour(design);
    const float apart = design.in(0.02f, 0.13f);
    const bool mixed = design.chance(0.2f);
    for (int k = 1; k < 4; ++k)
        coat.colours[k] = mixed ? paintColour(design) : near(coat.colours[0], apart, design);
    coat.ground = form == 3 ? near(coat.colours[0], 0.06f, design) * 0.75f : mix(coat.colours[0], grey(0.12f), 0.6f) * design.in(0.15f, 0.5f);
    coat.cloud = design.chance(0.4f) ? design.in(0.1f, 0.35f) : 0.05f;
    coat.relief = coat.width * coat.relief * design.in(0.5f, 1.2f);
    return coat;
}

/// Where the coat is bald, combed the wrong way or cut.
struct Patch {
    Spot spot {0, 0};
    float radius = 0, turns = 0, slim = 1;

    explicit Patch(Fault& fault)
    {
        if (!fault)
            return;
        spot = Spot::drawn(fault.random);
        radius = fault.random.logIn(0.05f, 0.13f) * std::sqrt(fault.strength);
        turns = fault.random.unit();
        slim = fault.random.in(1, 2);
    }
    bool holds(float x, float y, float ragged) const
    {
        const float dx = x - spot.x;
        const float dy = y - spot.y;
        const float along = dx * cosine(turns) + dy * sine(turns);
        const float across = dy * cosine(turns) - dx * sine(turns);
        return lengthOf(along / slim, across) * slim < radius * slim * (0.85f + 0.3f * ragged);
    }
};

struct Stroke {
    float x, y, turns, length, bend, width;
    Colour colour;
    float layer;  ///< 0 below .. 1 on top
};

/// `hole`: where nothing of it is left.
void paintStroke(Canvas& canvas, const Coat& coat, const Stroke& stroke, const Patch* hole)
{
    const float pixel = 1 / canvas.pixelsPerUnit();
    const int steps = std::max(2, floorInt(stroke.length / std::max(pixel, stroke.width * 0.45f)));
    const float start = stroke.turns - 0.3f * stroke.bend;
    const float step = stroke.length / float(steps);
    float alongX = step * cosine(start);
    float alongY = step * sine(start);
    const float turnX = cosine(stroke.bend / float(steps));
    const float turnY = sine(stroke.bend / float(steps));
    float x = stroke.x;
    float y = stroke.y;
    for (int k = 0; k < steps; ++k, x += alongX, y += alongY) {
        const float straight = alongX;
        alongX = alongX * turnX - alongY * turnY;
        alongY = alongY * turnX + straight * turnY;
        const bool seen = x > -Canvas::margin && x < 1 + Canvas::margin && y > -Canvas::margin && y < 1 + Canvas::margin;
        if (!seen || (hole && hole->holds(x, y, fraction(stroke.layer * 97))))
            continue;
        const float t = float(k) / float(steps);
        const float half = stroke.width * 0.5f * (1 - coat.taper * t * t);
        const float sheen = coat.shine * smoothStep(0.12f, 0, std::fabs(fraction(t * 2 + 0.3f * stroke.layer) - 0.5f));
        const Colour colour = stroke.colour * ((1 - coat.rootShade * (1 - t)) * (1 + sheen));
        const float narrow = 1 / (step * half);
        canvas.around(x, y, half, [&](float px, float py, std::size_t i) {
            const float coverage = clamp01((half - lengthOf(px - x, py - y)) * canvas.pixelsPerUnit() + 0.5f);
            if (coverage <= 0)
                return;
            canvas.setColour(i, mix(canvas.colour(i), colour, coverage));
            const float across = ((px - x) * alongY - (py - y) * alongX) * narrow;
            const float round = clamp01(1 - across * across);
            canvas.height[i] = mix(canvas.height[i], coat.relief * (4 * stroke.layer + round), coverage * 0.7f);
            canvas.gloss[i] = coat.gloss;
        });
    }
}

}  // namespace

void paintFibres(Canvas& canvas, Streams streams, Fault fault)
{
    const Coat coat = Coat::drawn(streams.design);
    Random& image = streams.image;
    const Patch patch(fault);
    const auto seed = std::uint32_t(image.next());
    canvas.everywhere([&](float x, float y, std::size_t i) {
        canvas.setColour(i, coat.ground * (1 + 0.4f * noiseAt(x * 90, y * 90, seed) + 0.2f * noiseAt(x * 22, y * 22, seed + 1)));
        canvas.gloss[i] = 0.03f;
        canvas.solid[i] = 1;
    });
    const float reach = coat.length * 0.6f;
    const float field = 1 + 2 * Canvas::margin + 2 * reach;
    const int count = floorInt(coat.cover * field * field / (coat.length * coat.width * (1 - coat.taper * 0.35f)));
    for (int k = 0; k < count; ++k) {
        const float layer = float(k) / float(count);
        float x = image.in(0, field) - Canvas::margin - reach;
        float y = image.in(0, field) - Canvas::margin - reach;
        float turns = coat.turns + coat.spread * image.normal() * 0.7f;
        const float own = image.unit();
        const float bend = coat.bend * image.normal();
        const float length = coat.length * image.in(0.6f, 1.1f);
        const float tone = 1 + coat.variety * 0.4f * image.normal();
        if (coat.tufts > 0) {  // gathered, leaning out of the clump
            const int column = floorInt(x * coat.tufts);
            const int row = floorInt(y * coat.tufts);
            const float middleX = (float(column) + 0.25f + 0.5f * latticeValue(column, row, seed + 2)) / coat.tufts;
            const float middleY = (float(row) + 0.25f + 0.5f * latticeValue(column, row, seed + 3)) / coat.tufts;
            x = mix(x, middleX, 0.35f);
            y = mix(y, middleY, 0.35f);
            turns += 0.06f * (latticeValue(column, row, seed + 4) - 0.5f);
        }
        turns += coat.flow * noiseAt((x + 0.6f * y) * coat.flowing + 3, (y - 0.6f * x) * coat.flowing, seed + 5);
        Stroke stroke {x, y, turns, length, bend, coat.width * (0.7f + 0.6f * own), {}, layer};
        if (coat.length < 0.25f && patch.holds(x, y, own)) {
            if (fault.is(FaultKind::Misplaced) && coat.spread < 0.2f)  // else nobody would see it
                stroke.turns = coat.turns + 0.27f + 0.04f * (own - 0.5f);
            else if (fault.is(FaultKind::Broken))
                stroke.length *= 0.25f;
        }
        const float cloud = 1 + coat.cloud * noiseAt(x * 6, y * 6, seed + 6);
        const float shade = tone * cloud * (1 - coat.layerShade * (1 - layer) * 0.9f);
        stroke.colour = coat.colours[int(own * 3.999f)] * std::max(shade, 0.05f);
        paintStroke(canvas, coat, stroke, fault.is(FaultKind::Missing) ? &patch : nullptr);
    }
}

}  // namespace inference::synth
