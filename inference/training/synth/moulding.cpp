#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// What a plastic housing of half size 1 x `aspect` carries.
std::vector<Element> featuresOf(Random& design, const Colour& colour, float aspect)
{
    std::vector<Element> features;
    const Material wall {colour * 1.05f, 1, 0.3f, 0.03f, 0.012f};
    const Material sunk {colour * 0.85f, 1, 0.3f, -0.03f, 0.015f};
    const Material hole {colour * 0.15f, 1, 0.05f, -0.08f, 0, 0, 0, false, false, true};
    const Material screw {grey(design.in(0.5f, 0.8f)), 1, 0.7f, 0.02f, 0.01f};
    const Material slot {grey(0.08f), 0.9f, 0.1f, -0.01f};
    int group = 0;
    if (design.chance(0.6f))
        features.push_back({Element::Shape::Box, 0, 0, 0, 0.84f, aspect * 0.8f, 0.1f, sunk, {}, -1});
    const int ribs = design.chance(0.6f) ? design.inclusive(2, 8) : 0;
    for (int i = 0; i < ribs; ++i) {
        const float x = -0.6f + 1.2f * float(i) / float(std::max(1, ribs - 1));
        features.push_back({Element::Shape::Box, x, aspect * 0.35f, 0, 0.025f, aspect * 0.3f, 0.02f, wall, {}, group++});
    }
    if (design.chance(0.75f)) {
        const float x = design.in(0.75f, 0.85f);
        const float y = aspect * design.in(0.72f, 0.82f);
        const float radius = design.in(0.06f, 0.1f);
        const bool screwed = design.chance(0.6f);
        const float cross = design.unit();
        for (const float sx : {-1.0f, 1.0f})
            for (const float sy : {-1.0f, 1.0f}) {
                features.push_back({Element::Shape::Disc, sx * x, sy * y, 0, radius * 1.3f, 0, 0, sunk, {}, -1});
                features.push_back({Element::Shape::Disc, sx * x, sy * y, 0, radius, 0, 0, screwed ? screw : hole, {}, group});
                if (screwed)
                    for (const float turn : {0.0f, 0.25f})
                        features.push_back({Element::Shape::Box, sx * x, sy * y, cross + turn + sx * 0.1f, radius * 0.65f, radius * 0.14f, 0, slot, {}, group});
                ++group;
            }
    }
    const bool embossed = design.chance(0.6f);
    const Material mark = embossed ? Material {colour * 1.02f, 1, 0.3f, 0.01f, 0.006f} : Material {brightness(colour) > 0.3f ? grey(0.1f) : grey(0.9f), 0.95f, 0.2f};
    const int lines = design.inclusive(0, 2);
    for (int i = 0; i < lines; ++i) {
        const float size = design.in(0.1f, 0.2f);
        const std::string code = madeUpCode(design, design.inclusive(3, 8));
        features.push_back({Element::Shape::Text, design.in(-0.1f, 0.1f), -aspect * 0.45f + float(i) * 0.3f, 0, size, size * 0.17f, 0, mark, code, group++});
    }
    return features;
}

}  // namespace

void paintMoulding(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const Colour colour = design.chance(0.5f) ? grey(design.in(0.12f, 0.9f)) : paintColour(design);
    const float aspect = design.in(0.45f, 1);
    const float corner = design.in(0.05f, 0.3f);
    const Material body {colour, 1, design.in(0.1f, 0.6f), 0.07f, 0.05f, 0, 0, true, true};
    const std::vector<Element> features = featuresOf(design, colour, aspect);
    const float amount = design.in(0.01f, 0.06f);
    const float relief = design.in(0, 0.0006f);
    const std::vector<Frame> frames = placeParts(streams, 0.25f, true);
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const auto scaled = [&](Material m) {
            m.raise *= frame.scale * 1.5f;
            m.bevel *= frame.scale * 1.5f;
            return m;
        };
        fill(canvas, frame, 1.42f, scaled(body), [&](float x, float y) { return boxDistance(x, y, 1, aspect, corner * aspect); });
        std::vector<Element> marks = features;
        for (Element& e : marks)
            e.material = scaled(e.material);
        if (fault && k == chosen)
            applyFault(marks, frame, fault);
        paintElements(canvas, frame, marks);
    }
    roughen(canvas, amount, 90, relief, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
