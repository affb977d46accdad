#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {

void paintTablet(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const Colour colour = design.chance(0.4f) ? grey(design.in(0.75f, 0.97f)) : hsv({design.unit(), design.in(0.15f, 0.8f), design.in(0.5f, 0.95f)});
    const Colour second = design.chance(0.35f) ? paintColour(design) : colour;
    const bool halves = design.chance(0.35f);  // a capsule of two colours
    const bool round = !halves && design.chance(0.6f);
    const float aspect = round ? 1 : design.in(0.35f, 0.6f);
    const float gloss = design.in(0.05f, 0.7f);
    const float speckle = design.chance(0.4f) ? design.in(0.05f, 0.25f) : 0.01f;
    const Material body {colour, 1, gloss, 0, 0, design.in(0.2f, 0.45f) * aspect, 0, true, true, false, aspect};
    const Material otherHalf {second, 1, gloss};
    const Material groove {colour * 0.8f, 1, gloss * 0.5f, -0.02f, 0.02f};
    const Material mark = design.chance(0.5f) ? Material {colour * 0.85f, 0.9f, gloss, -0.012f, 0.004f} : Material {grey(design.in(0.05f, 0.4f)), 0.85f, gloss};
    std::vector<Element> marks;
    if (!halves && design.chance(0.5f))
        marks.push_back({Element::Shape::Box, 0, 0, 0, 0.035f, aspect * 0.85f, 0.03f, groove, {}, 0});
    if (design.chance(0.7f)) {
        const float size = aspect * design.in(0.4f, 0.6f);
        const int letters = std::max(1, std::min(design.inclusive(1, 4), floorInt(1.2f / (size * 0.95f))));
        marks.push_back({Element::Shape::Text, 0, 0, 0, size, size * 0.17f, 0, mark, madeUpCode(design, letters), 1});
    }
    const std::vector<Frame> frames = placeParts(streams, 0.6f, true);
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    const float cut = fault.random.in(0.1f, 0.5f) * fault.strength;
    const float cutTurns = fault.random.unit();
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const bool broken = fault.is(FaultKind::Broken) && k == chosen;
        const auto outline = [&](float x, float y) {
            const float d = round ? lengthOf(x, y) - 1 : boxDistance(x, y, 1, aspect, aspect);
            if (!broken)
                return d;
            const float side = x * cosine(cutTurns) + y * sine(cutTurns);
            return std::max(d, side - (round ? 1 : aspect) + cut + 0.06f * noiseAt(x * 7, y * 7, 5));
        };
        fill(canvas, frame, 1.02f, body, outline);
        if (halves)
            fill(canvas, frame, 1.02f, otherHalf, [&](float x, float y) { return std::max(outline(x, y), x); });
        std::vector<Element> own = marks;
        for (Element& e : own) {
            e.material.raise *= frame.scale;
            e.material.bevel *= frame.scale;
        }
        if (fault && !broken && k == chosen)
            applyFault(own, frame, fault);
        paintElements(canvas, frame, own);
    }
    roughen(canvas, speckle, 70, 0.0002f, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
