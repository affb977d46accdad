#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// Bosses, holes and ribs on a body of half size 1.
std::vector<Element> featuresOf(Random& design, float value)
{
    std::vector<Element> features;
    const Material boss {grey(value * 1.05f), 1, 0.25f, 0.03f, 0.02f, 0, 0.1f};
    const Material machined {grey(std::min(0.95f, value * 1.35f)), 1, 0.6f, -0.002f};
    const Material hole {grey(value * 0.25f), 1, 0.05f, -0.08f, 0.01f, 0, 0, false, false, true};
    const Material rib {grey(value * 1.02f), 1, 0.2f, 0.025f, 0.02f, 0, 0.1f};
    const int ribs = design.inclusive(0, 4);
    for (int i = 0; i < ribs; ++i) {
        const float turns = float(i) / float(std::max(1, ribs)) * (design.chance(0.5f) ? 0.5f : 1.0f);
        features.push_back({Element::Shape::Box, 0.45f * cosine(turns), 0.45f * sine(turns), turns, 0.45f, 0.05f, 0.04f, rib, {}, -1});
    }
    int group = 0;
    if (design.chance(0.8f)) {
        const float radius = design.in(0.2f, 0.4f);
        features.push_back({Element::Shape::Disc, 0, 0, 0, radius, 0, 0, boss, {}, -1});
        features.push_back({Element::Shape::Disc, 0, 0, 0, radius * 0.85f, 0, 0, machined, {}, -1});
        features.push_back({Element::Shape::Disc, 0, 0, 0, radius * design.in(0.4f, 0.7f), 0, 0, hole, {}, group++});
    }
    const int bolts = design.inclusive(0, 6);
    const float circle = design.in(0.6f, 0.75f);
    const float bolt = design.in(0.06f, 0.12f);
    for (int i = 0; i < bolts; ++i) {
        const float turns = (float(i) + 0.5f) / float(bolts);
        const float x = circle * cosine(turns);
        const float y = circle * sine(turns);
        features.push_back({Element::Shape::Disc, x, y, 0, bolt * 1.5f, 0, 0, boss, {}, group});
        features.push_back({Element::Shape::Disc, x, y, 0, bolt, 0, 0, hole, {}, group++});
    }
    if (design.chance(0.5f)) {
        const Material cast {grey(value), 1, 0.2f, 0.012f, 0.006f};
        features.push_back({Element::Shape::Text, 0, design.sign() * 0.5f, 0, 0.16f, 0.035f, 0, cast, madeUpCode(design, 4), group});
    }
    return features;
}

}  // namespace

void paintCasting(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const float value = design.in(0.3f, 0.65f);
    const Material body {near(grey(value), 0.015f, design), 1, design.in(0.05f, 0.3f), 0.08f, 0.03f, 0, 0, true, true};
    const bool round = design.chance(0.4f);
    const float aspect = design.in(0.6f, 1);
    const float lobes = design.chance(0.3f) ? design.in(0.04f, 0.1f) : 0;
    const int lobeCount = design.inclusive(3, 6);
    std::vector<Element> features = featuresOf(design, value);
    const float amount = design.in(0.08f, 0.25f);
    const float fine = design.in(50, 130);
    const float relief = design.in(0.0004f, 0.0016f);
    std::vector<Frame> frames = placeParts(streams, 0.2f, true);
    if (design.chance(0.25f)) {  // fills the picture
        const float x = 0.5f + streams.image.in(-0.03f, 0.03f);
        frames = {Frame::turned(x, 0.5f, streams.image.in(-0.01f, 0.01f), design.in(0.7f, 1.0f))};
    }
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        Material own = body;
        own.raise *= frame.scale;
        own.bevel *= frame.scale * 3;
        fill(canvas, frame, 1.2f, own, [&](float x, float y) {
            if (!round)
                return boxDistance(x, y, 1, aspect, 0.22f);
            return lengthOf(x, y) - 0.95f - (lobes > 0 ? lobes * cosine(angleOf(x, y) * float(lobeCount)) : 0);
        });
        std::vector<Element> marks = features;
        for (Element& e : marks) {
            e.y *= round ? 1 : aspect;
            e.material.raise *= frame.scale;
            e.material.bevel *= frame.scale;
        }
        if (fault && k == chosen)
            applyFault(marks, frame, fault);
        paintElements(canvas, frame, marks);
    }
    roughen(canvas, amount, fine, relief, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
