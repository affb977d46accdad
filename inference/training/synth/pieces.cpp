#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

#include <algorithm>

namespace inference::synth {
namespace {

/// A stamped or moulded outline of half size 1 at most, signed distances.
struct Outline {
    enum class Form { Polygon, Star, Lobes, Oblong, Box, Beams, Pebble };
    Form form;
    int count;        ///< corners, tips, lobes or beams
    float inner;      ///< polygon, star, lobes: least radius
    float corner, aspect;
    float shrink;     ///< so that no corner lies beyond 1
    struct Beam {
        float x, y, halfWidth, halfHeight;
    } beams[4];
    std::uint32_t seed;

    static Outline drawn(Random& design);
    float at(float x, float y) const { return shrink * unshrunk(x / shrink, y / shrink); }
    /// Of the outline along this direction, from the middle.
    float reach(float turns) const;

private:
    float unshrunk(float x, float y) const;
};

Outline Outline::drawn(Random& design)
{
    Outline outline {};
    outline.form = Form(design.below(7));
    outline.count = design.inclusive(3, 8);
    outline.inner = design.in(0.45f, 0.85f);
    outline.corner = design.in(0.01f, 0.25f);
    outline.aspect = design.in(0.35f, 0.95f);
    outline.seed = std::uint32_t(design.next());
    const float thick = design.in(0.12f, 0.28f);
    const float long0 = design.in(0.5f, 0.97f);
    const float long1 = design.in(0.4f, 0.97f);
    const float aside = design.either(0.1f, 0.7f);
    outline.beams[0] = {0, 0, thick, long0};
    outline.beams[1] = {aside * (1 - thick), design.chance(0.5f) ? 0 : long0 - thick, long1 * 0.5f, thick};
    outline.beams[2] = {design.chance(0.5f) ? -aside * (1 - thick) : 0, design.in(-0.6f, 0.6f), long1 * 0.5f, thick * 0.8f};
    outline.beams[3] = {0, design.either(0.3f, 0.8f) * long0, thick * 1.7f, thick * 1.2f};
    for (Beam& beam : outline.beams)
        beam.x = clampTo(beam.x, beam.halfWidth - 1, 1 - beam.halfWidth);
    float farthest = 1;
    if (outline.form == Form::Box)
        farthest = 0.97f * mix(lengthOf(1, outline.aspect), 1, outline.corner);
    if (outline.form == Form::Beams)
        for (const Beam& beam : outline.beams)
            farthest = std::max(farthest, lengthOf(std::fabs(beam.x) + beam.halfWidth, std::fabs(beam.y) + beam.halfHeight));
    outline.shrink = 1 / farthest;
    return outline;
}

float Outline::unshrunk(float x, float y) const
{
    const float radius = lengthOf(x, y);
    switch (form) {
    case Form::Polygon: {
        const float n = float(count);
        const float away = (fraction(angleOf(x, y) * n + 0.5f) - 0.5f) / n;
        return std::max(radius * cosine(away) - cosine(0.5f / n), radius - 1 + corner * 0.5f);
    }
    case Form::Star: {
        const float away = std::fabs(fraction(angleOf(x, y) * float(count) + 0.5f) - 0.5f) * 2;
        return (radius - mix(0.97f, inner, smoothStep(0, corner * 2 + 0.3f, away))) * 0.8f;
    }
    case Form::Lobes: return (radius - mix(inner, 0.97f, 0.5f + 0.5f * cosine(angleOf(x, y) * float(count)))) * 0.8f;
    case Form::Oblong: return boxDistance(x, y, 0.97f, 0.97f * aspect, 0.97f * aspect);
    case Form::Box: return boxDistance(x, y, 0.97f, 0.97f * aspect, corner * aspect);
    case Form::Beams: {
        float distance = 9;
        for (int k = 0; k < 1 + count % 4; ++k)
            distance = std::min(distance, boxDistance(x - beams[k].x, y - beams[k].y, beams[k].halfWidth, beams[k].halfHeight, corner * 0.3f));
        return distance;
    }
    case Form::Pebble: break;
    }
    const float turns = angleOf(x, y);
    return (radius - 0.83f - 0.15f * noiseAt(cosine(turns) * 1.7f, sine(turns) * 1.7f, seed)) * 0.9f;
}

float Outline::reach(float turns) const
{
    float radius = 1.1f;
    while (radius > 0.1f && at(radius * cosine(turns), radius * sine(turns)) > 0)
        radius -= 0.02f;
    return radius;
}

struct Piece {
    Outline outline;
    Material body;
    float rim, rimHeight;         ///< a raised or sunk border
    std::vector<Element> things;  ///< those that are hollow are cut out

    static Piece drawn(Random& design);
};

/// In a circle, in a row or alone, on the piece.
void addThings(Piece& piece, Random& design, int& group)
{
    const int arrangement = design.below(3);
    const int count = arrangement == 2 ? 1 : design.inclusive(2, 6);
    const float radius = design.in(0.25f, 0.65f);
    const float size = std::min(design.in(0.08f, 0.3f), arrangement == 2 ? 0.5f : (arrangement == 1 ? 0.9f : 2) * radius / float(count));
    const int look = design.below(4);
    Material own {piece.body.colour * design.in(0.06f, 0.3f), 1, 0.05f, -0.1f, 0.01f};
    if (look == 1)
        own = {piece.body.colour, 1, piece.body.gloss, design.either(0.02f, 0.06f), 0.03f};
    else if (look == 2)
        own = {paintColour(design), 1, design.in(0.1f, 0.7f), design.in(0, 0.05f), 0.02f};
    own.hollow = look == 3;
    const auto shape = design.pick({Element::Shape::Disc, Element::Shape::Disc, Element::Shape::Box, Element::Shape::Hex, Element::Shape::Ring});
    const float slim = design.in(0.3f, 1);
    const float corner = design.in(0, 0.5f) * slim;
    const float off = arrangement == 2 ? 0 : design.chance(0.5f) ? 0 : 0.25f;
    for (int k = 0; k < count; ++k) {
        const float turns = arrangement == 1 ? off : float(k) / float(count) + off;
        const float along = arrangement == 1 ? radius * (2 * float(k) / float(std::max(1, count - 1)) - 1) : arrangement == 2 ? 0 : radius;
        Element e {shape, along * cosine(turns), along * sine(turns), turns, size, size * slim, size * corner, own, {}, group++};
        if (own.hollow && shape == Element::Shape::Ring)
            e.shape = Element::Shape::Disc;
        const auto meets = [&e](const Element& other) { return lengthOf(e.x - other.x, e.y - other.y) < e.a + other.a; };
        if (piece.outline.at(e.x, e.y) < -size * 0.9f && std::ranges::none_of(piece.things, meets))
            piece.things.push_back(e);
    }
}

Piece Piece::drawn(Random& design)
{
    Piece piece {};
    piece.outline = Outline::drawn(design);
    const bool metal = design.chance(0.45f);
    const Colour colour = metal ? near(hsv({design.pick({0.6f, 0.1f, 0.07f}), design.in(0, 0.45f), design.in(0.3f, 0.85f)}), 0.02f, design) : paintColour(design);
    const float dome = design.chance(0.35f) ? design.in(0.1f, 0.35f) : 0;
    piece.body = {colour, 1, metal ? design.in(0.2f, 0.9f) : design.in(0.03f, 0.6f), 0.08f, design.in(0.02f, 0.12f), dome, design.in(0, 0.1f), true, true};
    piece.rim = design.chance(0.4f) ? design.in(0.05f, 0.2f) : 0;
    piece.rimHeight = design.either(0.015f, 0.05f);
    int group = 0;
    for (int sorts = design.inclusive(0, 3); sorts > 0; --sorts)
        addThings(piece, design, group);
    if (design.chance(0.3f)) {
        const float size = design.in(0.15f, 0.35f);
        const Material ink {brightness(colour) > 0.25f ? colour * 0.3f : grey(0.9f), 0.9f, 0.2f, design.chance(0.4f) ? -0.015f : 0.0f};
        const std::string text = madeUpCode(design, design.inclusive(1, 4));
        const auto below = [size](const Element& other) { return lengthOf(other.x, other.y) < other.a + size; };
        if (std::ranges::none_of(piece.things, below))
            piece.things.push_back({Element::Shape::Text, 0, 0, 0, size, size * 0.17f, 0, ink, text, group});
    }
    return piece;
}

/// What is cut out of a piece, each with the frame it lies in.
struct Cut {
    const Element* thing;
    Frame frame;

    /// Positive inside.
    float at(float x, float y) const
    {
        float lx = 0;
        float ly = 0;
        frame.toLocal(x, y, lx, ly);
        switch (thing->shape) {
        case Element::Shape::Box: return -boxDistance(lx, ly, thing->a, thing->b, thing->c);
        case Element::Shape::Hex: return -hexDistance(lx, ly, thing->a);
        default: return -discDistance(lx, ly, thing->a);
        }
    }
};

}  // namespace

void paintPieces(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const Piece piece = Piece::drawn(design);
    const std::vector<Frame> frames = placeParts(streams, 0.65f, true);
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    const bool burr = fault.random.chance(0.3f);
    const float at = fault.random.unit();
    const float size = fault.random.in(0.12f, 0.3f) * fault.strength;
    const float radius = piece.outline.reach(at) + (burr ? 0 : size * 0.4f);
    const auto seed = std::uint32_t(streams.image.next());
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const bool broken = fault.is(FaultKind::Broken) && k == chosen;
        const auto scaled = [&](Material m) {
            m.raise *= frame.scale * 1.5f;
            m.bevel *= frame.scale;
            return m;
        };
        std::vector<Element> things = piece.things;
        for (Element& e : things)
            e.material = scaled(e.material);
        if (fault && !broken && k == chosen)
            applyFault(things, frame, fault);
        std::vector<Cut> cuts;
        for (const Element& e : things)
            if (e.material.hollow)
                cuts.push_back({&e, Frame::turned(e.x, e.y, e.turns)});
        const auto outline = [&](float x, float y) {
            float distance = piece.outline.at(x, y);
            if (broken) {
                const float bite = lengthOf(x - radius * cosine(at), y - radius * sine(at)) - size * (0.8f + 0.5f * noiseAt(x * 6, y * 6, 3));
                distance = burr ? std::min(distance, bite) : std::max(distance, -bite);
            }
            for (const Cut& cut : cuts)
                distance = std::max(distance, cut.at(x, y));
            return distance;
        };
        const float far = broken ? 1.35f : 1.02f;
        fill(canvas, frame, far, scaled(piece.body), outline);
        if (piece.rim > 0)
            fill(canvas, frame, far, {{}, 0, piece.body.gloss, piece.rimHeight * frame.scale, 0.03f * frame.scale},
                 [&](float x, float y) { return outline(x, y) + piece.rim; });
        std::erase_if(things, [](const Element& e) { return e.material.hollow; });
        paintElements(canvas, frame, things);
    }
    roughen(canvas, 0.04f, 80, 0.0002f, seed);
}

}  // namespace inference::synth
