#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

using Shape = Element::Shape;

/// A scale about a pivot with what points at it, in a housing of half size 1.
struct Dial {
    enum class Housing { Round, Half, Square } housing;
    float pivot, radius;        ///< the scale's middle lies `pivot` below the housing's
    float first, sweep;         ///< turns
    float rim, ratio;           ///< width of the bezel; height of a square one
    Colour face, ink, hand;
    Material bezel;
    float brushed, gloss;
    int hands, sectors;
    float handLength, handWidth, hub;
    Colour sector[3];
    float until[3];             ///< where each sector ends, of the sweep
    std::vector<Element> marks;

    static Dial drawn(Random& design);
    float outline(float x, float y) const
    {
        if (housing == Housing::Round)
            return lengthOf(x, y) - 1;
        if (housing == Housing::Half)
            return std::max(lengthOf(x, y - 0.4f) - 1, y - 0.62f);
        return boxDistance(x, y, 1, ratio, 0.08f);
    }

private:
    void addScale(Random& design, bool clock);
};

void Dial::addScale(Random& design, bool clock)
{
    const int majors = clock ? 12 : design.inclusive(4, 10);
    const int minors = design.pick({0, 1, 4, 5});
    const int ticks = clock ? 12 : majors + 1;
    const bool numbered = design.chance(0.85f);
    const bool upright = design.chance(0.6f);
    const bool inside = design.chance(0.8f) || housing != Housing::Round;
    const float length = design.in(0.035f, 0.085f);
    const float width = design.in(0.012f, 0.035f);
    const int step = design.pick({1, 2, 5, 10, 20, 25, 50});
    const auto digits = float(std::to_string(clock ? 10 : majors * step).size());
    const float size = std::min(design.in(0.11f, 0.18f), 5.4f * (radius - 2 * length - 0.1f) * sweep / float(majors) / digits);
    if (!inside && numbered) {  // room for the numbers
        const float smaller = (1 - rim - size * 1.15f) / radius;
        radius *= smaller;
        handLength *= smaller;
    }
    const bool dots = design.chance(0.15f);
    const Material print {ink, 0.95f, gloss};
    const float textRadius = inside ? radius - 2 * length - size * 0.75f : radius + size * 0.6f;
    for (int k = 0; k < ticks; ++k)
        for (int part = 0; part <= (clock || k < majors ? minors : 0); ++part) {
            const float turns = first + sweep * (float(k) + float(part) / float(minors + 1)) / float(majors);
            const float half = part == 0 ? length : length * 0.5f;
            const Point at {(radius - half) * cosine(turns), pivot + (radius - half) * sine(turns)};
            const int group = part == 0 ? k : -1;
            if (dots && part == 0)
                marks.push_back({Shape::Disc, at.x, at.y, 0, width * 2.2f, 0, 0, print, {}, group});
            else
                marks.push_back({Shape::Box, at.x, at.y, turns, half, part == 0 ? width : width * 0.5f, 0, print, {}, group});
        }
    for (int k = 0; numbered && k < ticks; ++k) {
        const float turns = first + sweep * float(k) / float(majors);
        const std::string text = std::to_string(clock ? (k + 11) % 12 + 1 : k * step);
        const Point at {textRadius * cosine(turns), pivot + textRadius * sine(turns)};
        marks.push_back({Shape::Text, at.x, at.y, upright ? 0 : turns + 0.25f, size, size * 0.17f, 0, print, text, ticks + k});
    }
    if (design.chance(0.6f)) {  // what it measures, who made it
        const float y = housing == Housing::Round ? design.either(0.25f, 0.38f) : pivot - radius * 0.45f;
        marks.push_back({Shape::Text, 0, y, 0, std::min(size, 0.13f), 0.02f, 0, print, madeUpWord(design, design.inclusive(2, 4)), -1});
    }
}

Dial Dial::drawn(Random& design)
{
    Dial dial {};
    const bool clock = design.chance(0.25f);
    dial.housing = clock || design.chance(0.55f) ? Housing::Round : design.chance(0.5f) ? Housing::Half : Housing::Square;
    dial.rim = design.in(0.03f, 0.14f);
    dial.ratio = design.in(0.65f, 0.9f);
    dial.face = design.chance(0.45f) ? near(grey(design.in(0.8f, 0.97f)), 0.03f, design)
                : design.chance(0.5f) ? near(grey(design.in(0.06f, 0.25f)), 0.02f, design) : paintColour(design);
    const bool light = brightness(dial.face) > 0.25f;
    dial.ink = grey(light ? design.in(0.03f, 0.25f) : design.in(0.75f, 0.97f));
    dial.hand = design.chance(0.4f) ? hsv({design.pick({0.0f, 0.07f, 0.58f}), 0.85f, light ? 0.75f : 0.95f}) : dial.ink;
    dial.gloss = design.in(0.05f, 0.5f);
    dial.brushed = design.chance(0.25f) ? design.in(0.04f, 0.1f) : 0;
    const bool metal = design.chance(0.55f);
    const Colour frame = metal ? hsv({0.12f, design.chance(0.3f) ? 0.5f : 0.05f, design.in(0.6f, 0.9f)}) : design.chance(0.6f) ? grey(design.in(0.05f, 0.3f)) : paintColour(design);
    dial.bezel = {frame, 1, metal ? 0.7f : 0.2f, 0.1f, dial.rim * 0.8f, 0, 0, true, true};
    dial.radius = 1 - dial.rim - design.in(0.05f, 0.22f);
    dial.sweep = clock ? 1 : design.in(0.6f, 0.82f);
    if (dial.housing == Housing::Half) {
        dial.pivot = 0.4f;
        dial.sweep = design.in(0.36f, 0.44f);
    } else if (dial.housing == Housing::Square) {
        dial.pivot = dial.ratio * design.in(0.6f, 0.75f);
        dial.radius = std::min(dial.pivot + dial.ratio - dial.rim - 0.15f, 1.15f);
        dial.sweep = design.in(0.2f, 0.26f);
    }
    dial.first = clock ? -0.25f : -0.25f - dial.sweep / 2;
    dial.sectors = clock || design.chance(0.5f) ? 0 : design.inclusive(1, 3);
    for (int k = 0; k < 3; ++k) {
        dial.sector[k] = hsv({design.pick({0.0f, 0.12f, 0.33f, 0.6f}), design.in(0.6f, 0.9f), design.in(0.5f, 0.9f)});
        dial.until[k] = (float(k) + design.in(0.5f, 1)) / 3;
    }
    dial.hands = clock ? design.inclusive(2, 3) : 1;
    dial.handLength = dial.radius * design.in(0.75f, 0.95f);
    dial.handWidth = design.in(0.025f, 0.07f);
    dial.hub = dial.handWidth + design.in(0.02f, 0.09f);
    dial.addScale(design, clock);
    return dial;
}

/// A tapering pointer along x, from a short tail to its tip; from `knee` on it is turned by `bend`, beyond `end` it is gone.
struct Pointer {
    float length, width, tail, knee, end;
    Frame bent;
    float distance(float x, float y) const
    {
        const float straight = strip(x, y, std::min(knee, end));
        if (knee >= end)
            return straight;
        float u = 0;
        float v = 0;
        bent.toLocal(x, y, u, v);
        return std::min(straight, std::max(strip(knee + u, v, end), -u));
    }

private:
    float strip(float x, float y, float to) const
    {
        return std::max(std::fabs(y) - width * (1 - 0.75f * clamp01(x / length)), std::max(x - to, -tail - x));
    }
};

}  // namespace

void paintDial(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    const Dial dial = Dial::drawn(streams.design);
    std::vector<Frame> frames = placeParts(streams, 0.2f, false);
    if (frames.size() == 1 && streams.design.chance(0.6f)) {  // from near by
        frames[0].scale = streams.design.in(0.45f, 0.65f);
        frames[0].x += streams.design.in(-0.5f, 0.5f) * (frames[0].scale - 0.45f);
        frames[0].y += streams.design.in(-0.5f, 0.5f) * (frames[0].scale - 0.45f);
    }
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    const bool snapped = fault.random.chance(0.3f);
    const float knee = fault.random.in(0.35f, 0.6f);
    const float bend = fault.random.either(0.06f, 0.13f) * fault.strength;
    const auto seed = std::uint32_t(streams.image.next());
    const float reach = dial.housing == Dial::Housing::Square ? 1.3f : 1;
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const bool bad = fault && k == chosen;
        const bool broken = bad && fault.is(FaultKind::Broken);
        const auto scaled = [&](Material m) {
            m.raise *= frame.scale;
            m.bevel *= frame.scale;
            return m;
        };
        const Material face = scaled({dial.face, 1, dial.gloss, -0.06f, 0.02f});
        fill(canvas, frame, reach, scaled(dial.bezel), [&](float x, float y) { return dial.outline(x, y); });
        fill(canvas, frame, reach, face, [&](float x, float y) { return dial.outline(x, y) + dial.rim; });
        canvas.around(frame.x, frame.y, frame.scale, [&](float x, float y, std::size_t i) {
            const float r = lengthOf(x - frame.x, y - frame.y) / frame.scale;
            if (dial.brushed > 0 && canvas.solid[i] > 0)
                canvas.setColour(i, canvas.colour(i) * (1 + dial.brushed * noiseAt(r * 45, std::fabs(angleOf(x - frame.x, y - frame.y)) * 5, seed)));
        });
        for (int s = 0; s < dial.sectors; ++s) {
            const float from = s > 0 ? dial.until[s - 1] : 0;
            fill(canvas, frame, reach, scaled({dial.sector[s], 0.95f, dial.gloss}), [&](float x, float y) {
                const float r = lengthOf(x, y - dial.pivot);
                const float outside = std::max(r - dial.radius, dial.radius * 0.92f - r);
                if (outside > 0.02f)
                    return outside;
                const float t = fraction(angleOf(x, y - dial.pivot) - dial.first) / dial.sweep;
                const float beside = std::max(from - t, t - dial.until[s]) * dial.sweep * 6.2831853f * r;
                return std::max(beside, outside);
            });
        }
        std::vector<Element> marks = dial.marks;
        if (bad && !broken)
            applyFault(marks, frame, fault);
        paintElements(canvas, frame, marks);
        for (int h = 0; h < dial.hands; ++h) {
            const float shown = streams.image.in(0.03f, 0.97f);
            const float length = dial.handLength * (h == 0 ? 1 : h == 1 ? 0.65f : 0.9f);
            const float width = dial.handWidth * (h == 2 ? 0.35f : 1 + 0.3f * float(h));
            const bool own = broken && h == 0;
            const float tail = length * (dial.housing == Dial::Housing::Round ? 0.2f : 0.08f);
            const Pointer pointer {length, width, tail, length * (own && !snapped ? knee : 1), length * (own && snapped ? knee : 1), Frame::turned(length * knee, 0, bend)};
            const Material metal = scaled({h == 2 ? dial.sector[0] : dial.hand, 1, 0.3f, 0.03f, 0.015f});
            const Frame towards = frame.with(Frame::turned(0, dial.pivot, dial.first + dial.sweep * shown));
            fill(canvas, towards, length, metal, [&](float x, float y) { return pointer.distance(x, y); });
        }
        paintElements(canvas, frame, {{Shape::Disc, 0, dial.pivot, 0, dial.hub, 0, 0, scaled({dial.hand * 0.8f, 1, 0.5f, 0.06f, 0.04f}), {}, -1}});
    }
    roughen(canvas, 0.02f, 80, 0.0001f, seed);
}

}  // namespace inference::synth
