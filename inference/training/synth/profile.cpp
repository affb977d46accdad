#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

constexpr int greatestZones = 7;

/// A turned or moulded body: zones around a middle, some of them fluted, with things in a circle.
struct Body {
    int zones;
    struct Zone {
        float to;      ///< outer radius, 0..1
        float height;
        float bulge;
        int flutes;    ///< around the zone; 0: smooth
        Colour colour;
    } zone[greatestZones];
    float slope, flute, gloss, turned;
    std::vector<Element> things;

    static Body drawn(Random& design);
    void at(float radius, float turns, Colour& colour, float& height) const;
};

void addCircle(Body& body, Random& design, const Colour& base, int& group)
{
    const int count = design.inclusive(3, 16);
    const float radius = design.in(0.25f, 0.85f);
    const float size = std::min(std::min(design.in(0.04f, 0.14f), 2.4f * radius / float(count)), 0.93f - radius);
    const bool sunk = design.chance(0.5f);
    const Material own {sunk ? base * design.in(0.05f, 0.5f) : paintColour(design), 1, design.in(0.1f, 0.7f), sunk ? -0.05f : 0.04f, 0.02f};
    const int shape = design.below(4);
    const std::string letters = "ABCDEFGHKLMNPRST0123456789";
    const int first = design.below(10);
    for (int k = 0; k < count; ++k) {
        const float turns = float(k) / float(count);
        Element e {Element::Shape::Disc, radius * cosine(turns), radius * sine(turns), turns + 0.25f, size, 0, 0, own, {}, group++};
        if (shape == 1) {
            e.shape = Element::Shape::Box;
            e.b = size * 0.5f;
            e.c = size * 0.1f;
        } else if (shape == 2) {
            e.shape = Element::Shape::Hex;
        } else if (shape == 3) {  // a scale
            e.shape = Element::Shape::Text;
            e.a = size * 1.5f;
            e.b = size * 0.25f;
            e.text = letters[std::size_t(first + k)];
        }
        body.things.push_back(e);
    }
}

Body Body::drawn(Random& design)
{
    Body body {};
    body.zones = design.inclusive(2, greatestZones);
    const Colour base = design.chance(0.5f) ? near(grey(design.in(0.1f, 0.9f)), 0.02f, design) : paintColour(design);
    float sum = 0;
    for (int k = 0; k < body.zones; ++k) {
        sum += design.logIn(0.2f, 1);
        const float height = design.in(0, 0.14f);
        const float bulge = design.chance(0.4f) ? design.in(-0.06f, 0.08f) : 0;
        const int flutes = design.chance(0.25f) ? design.inclusive(8, 60) : 0;
        const bool other = design.chance(0.2f);
        body.zone[k] = {sum, height, bulge, flutes, other ? paintColour(design) : near(base, 0.015f, design)};
    }
    for (int k = 0; k < body.zones; ++k)
        body.zone[k].to /= sum;
    body.slope = design.in(0.01f, 0.05f);
    body.flute = design.in(0.01f, 0.04f);
    body.gloss = design.in(0.1f, 0.8f);
    body.turned = design.chance(0.4f) ? design.in(0.03f, 0.12f) : 0.01f;
    int group = 0;
    for (int circles = design.inclusive(0, 2); circles > 0; --circles)
        addCircle(body, design, base, group);
    return body;
}

void Body::at(float radius, float turns, Colour& colour, float& height) const
{
    int k = 0;
    while (k + 1 < zones && radius > zone[k].to)
        ++k;
    const float from = k > 0 ? zone[k - 1].to : 0;
    const float width = zone[k].to - from;
    const float t = clamp01((radius - from) / width);
    height = zone[k].height + zone[k].bulge * 4 * t * (1 - t);
    if (zone[k].flutes > 0)
        height += flute * cosine(turns * float(zone[k].flutes)) * smoothStep(0, 0.2f, std::min(t, 1 - t));
    colour = zone[k].colour;
    if (k + 1 < zones) {  // down or up to the next one
        const float into = smoothStep(zone[k].to - std::min(slope, width * 0.5f), zone[k].to, radius);
        height = mix(height, zone[k + 1].height, into);
        colour = mix(colour, zone[k + 1].colour, smoothStep(0.8f, 1, into));
    }
}

}  // namespace

void paintProfile(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const Body body = Body::drawn(design);
    std::vector<Frame> frames = placeParts(streams, 0.35f, true);
    if (design.chance(0.3f)) {  // a part of a large one
        const float away = design.in(0.1f, 0.5f);
        const float turns = design.unit();
        const float size = design.in(0.7f, 1.1f);
        const float aside = streams.image.in(-0.02f, 0.02f);
        const float askew = streams.image.in(-0.01f, 0.01f);
        frames = {Frame::turned(0.5f + away * cosine(turns) + aside, 0.5f + away * sine(turns), turns + askew, size)};
    }
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    const float chip = fault.random.unit();
    const float depth = 0.25f * fault.strength * fault.random.in(0.5f, 1);
    const auto seed = std::uint32_t(streams.image.next());
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const bool broken = fault.is(FaultKind::Broken) && k == chosen;
        const Material blank {body.zone[0].colour, 1, body.gloss, 0.08f * frame.scale, 0.05f * frame.scale, 0, 0, true, true};
        const auto outline = [&](float x, float y) {
            const float radius = lengthOf(x, y);
            if (!broken)
                return radius - 1;
            const float away = std::fabs(fraction(angleOf(x, y) - chip + 0.5f) - 0.5f);
            return radius - 1 + depth * smoothStep(0.09f, 0.02f, away + 0.02f * noiseAt(x * 9, y * 9, seed));
        };
        fill(canvas, frame, 1.03f, blank, outline);
        canvas.around(frame.x, frame.y, frame.scale, [&](float x, float y, std::size_t i) {
            float lx = 0;
            float ly = 0;
            frame.toLocal(x, y, lx, ly);
            const float coverage = clamp01(0.5f - outline(lx, ly) * frame.scale * canvas.pixelsPerUnit());
            if (coverage <= 0)
                return;
            const float radius = lengthOf(lx, ly);
            const float turns = angleOf(lx, ly);
            Colour colour;
            float height = 0;
            body.at(radius, turns, colour, height);
            const float grooves = body.turned * noiseAt(radius * 40, std::fabs(turns) * 3, seed + unsigned(k));
            canvas.setColour(i, mix(canvas.colour(i), colour * (1 + grooves), coverage));
            canvas.height[i] += coverage * height * frame.scale;
        });
        std::vector<Element> things = body.things;
        for (Element& e : things) {
            e.material.raise *= frame.scale;
            e.material.bevel *= frame.scale;
        }
        if (fault && !broken && k == chosen)
            applyFault(things, frame, fault);
        paintElements(canvas, frame, things);
    }
    roughen(canvas, 0.03f, 80, 0.0002f, seed);
}

}  // namespace inference::synth
