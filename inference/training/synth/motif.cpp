#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

Element shapeOf(Random& design, float reach, const Material& material)
{
    const float size = reach * design.in(0.35f, 1);
    const float slim = design.in(0.2f, 0.8f);
    const float turns = design.chance(0.6f) ? 0.25f * float(design.below(4)) : design.unit();
    switch (design.below(6)) {
    case 0: return {Element::Shape::Disc, 0, 0, 0, size, 0, 0, material, {}, -1};
    case 1: return {Element::Shape::Ring, 0, 0, 0, size, size * (1 - 0.5f * slim), 0, material, {}, -1};
    case 2: return {Element::Shape::Box, 0, 0, turns, size, size * slim, size * 0.2f * slim, material, {}, -1};
    case 3: return {Element::Shape::Box, 0, 0, turns, size * 0.75f, size * 0.75f, 0, material, {}, -1};
    case 4: return {Element::Shape::Hex, 0, 0, turns, size * 0.8f, 0, 0, material, {}, -1};
    default: return {Element::Shape::Text, 0, 0, turns, size * 1.3f, size * 0.22f, 0, material, madeUpWord(design, 1), -1};
    }
}

/// The motif of one cell of half size 1.
std::vector<Element> motifOf(Random& design, const Colour& ground)
{
    std::vector<Element> motif;
    const bool relief = design.chance(0.45f);
    const int shapes = design.inclusive(1, 4);
    for (int k = 0; k < shapes; ++k) {
        Colour colour = relief && design.chance(0.7f) ? near(ground, 0.02f, design) : paintColour(design);
        if (!relief && std::fabs(std::sqrt(brightness(colour)) - std::sqrt(brightness(ground))) < 0.12f)
            colour = ground * (brightness(ground) > 0.25f ? 0.4f : 2.4f);
        const float raise = relief ? design.either(0.04f, 0.2f) : 0;
        const Material material {colour, 1, design.in(0.05f, 0.5f), raise, relief ? 0.08f : 0.0f};
        Element shape = shapeOf(design, 0.85f, material);
        const float away = k == 0 ? 0 : design.in(0, 0.5f);
        const float turns = design.below(8) * 0.125f;
        shape.x = away * cosine(turns);
        shape.y = away * sine(turns);
        const float room = 0.9f - away;
        const float shrink = std::min(1.0f, room / std::max(shape.a, 0.1f));
        shape.a *= shrink;
        shape.b *= shrink;
        shape.c *= shrink;
        motif.push_back(shape);
        if (k > 0 && design.chance(0.4f)) {  // and opposite
            shape.x = -shape.x;
            shape.y = -shape.y;
            motif.push_back(shape);
        }
    }
    return motif;
}

}  // namespace

void paintMotif(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const Colour ground = paintColour(design);
    const Colour second = design.chance(0.3f) ? near(ground, 0.08f, design) : ground;
    const int across = design.inclusive(3, 11);
    const int lattice = design.below(3);  // 0 square, 1 staggered, 2 as a checkerboard
    const bool turning = design.chance(0.25f);
    const float aspect = design.chance(0.5f) ? 1 : design.in(0.6f, 1);
    const std::vector<Element> motif = motifOf(design, ground);
    const float fine = design.in(40, 150);
    const float grain = design.in(0.01f, 0.1f);
    const float gloss = design.in(0.03f, 0.4f);
    const float base = (design.chance(0.6f) ? 0.25f * float(design.below(4)) : design.unit()) + streams.image.in(-0.008f, 0.008f);
    const float cell = 1 / float(across);
    const float offX = streams.image.in(-0.5f, 0.5f) * cell;
    const float offY = streams.image.in(-0.5f, 0.5f) * cell;
    const float loose = design.chance(0.3f) ? design.in(0, 0.02f) : 0;
    const auto seed = std::uint32_t(streams.image.next());
    canvas.everywhere([&](float x, float y, std::size_t i) {
        const float n = noiseAt(x * fine, y * fine, seed);
        canvas.setColour(i, mix(ground, second, clamp01(0.5f + n)) * (1 + grain * n));
        canvas.height[i] = 0.0004f * grain * n;
        canvas.gloss[i] = gloss;
        canvas.solid[i] = 1;
    });
    const Frame frame = Frame::turned(0.5f + offX, 0.5f + offY, base);
    const float half = cell / 2 * (aspect < 1 ? aspect : 1);
    const int reach = floorInt(0.95f / (cell * aspect)) + 1;
    std::vector<Element> elements;
    int group = 0;
    for (int row = -reach; row <= reach; ++row)
        for (int column = -reach; column <= reach; ++column) {
            const float shifted = lattice == 1 && (row & 1) ? 0.5f : 0;
            const float own = (latticeValue(column, row, seed) - 0.5f) * loose;
            const Frame place = Frame::turned((float(column) + shifted) * cell + own, float(row) * cell * aspect - own, turning ? 0.25f * float((row + column) & 3) : 0, half);
            float px = 0;
            float py = 0;
            frame.toPicture(place.x, place.y, px, py);
            if ((lattice == 2 && ((row + column) & 1)) || std::fabs(px - 0.5f) > 0.6f + half || std::fabs(py - 0.5f) > 0.6f + half)
                continue;
            for (Element e : motif) {
                place.toPicture(e.x, e.y, e.x, e.y);
                e.turns += turning ? 0.25f * float((row + column) & 3) : 0;
                e.a *= half;
                e.b *= half;
                e.c *= half;
                e.material.raise *= half;
                e.material.bevel *= half;
                e.group = group;
                elements.push_back(e);
            }
            ++group;
        }
    if (fault)
        applyFault(elements, frame, fault);
    paintElements(canvas, frame, elements);
}

}  // namespace inference::synth
