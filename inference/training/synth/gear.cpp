#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

std::vector<Element> featuresOf(Random& design, const Colour& metal, bool nut)
{
    std::vector<Element> features;
    const Material hole {metal * 0.06f, 1, 0.05f, -0.1f};
    const Material through {{}, 0, 0.05f, 0, 0, 0, 0, false, false, true};  // where the part ends, seen from above
    if (nut) {
        const float bore = design.in(0.45f, 0.6f);
        features.push_back({Element::Shape::Disc, 0, 0, 0, bore, 0, 0, hole, {}, 0});
        for (int i = 0; i < 3; ++i) {  // the thread, seen from above
            const float radius = bore - 0.03f * float(i);
            features.push_back({Element::Shape::Ring, 0, 0, 0, radius, radius - 0.012f, 0, {metal * (0.7f - 0.15f * float(i)), 0.9f, 0.5f, 0.01f}, {}, 0});
        }
        features.push_back({Element::Shape::Disc, 0, 0, 0, bore, 0, 0, through, {}, 0});
        return features;
    }
    const Material hub {metal * 1.05f, 1, 0.5f, 0.04f, 0.03f};
    const Material web {metal * 0.8f, 1, 0.3f, -0.04f, 0.03f};
    const float bore = design.in(0.12f, 0.25f);
    if (design.chance(0.6f))
        features.push_back({Element::Shape::Ring, 0, 0, 0, 0.72f, bore + 0.15f, 0, web, {}, -1});
    const int holes = design.inclusive(0, 6);
    for (int i = 0; i < holes; ++i) {
        const float turns = float(i) / float(holes);
        features.push_back({Element::Shape::Disc, 0.52f * cosine(turns), 0.52f * sine(turns), 0, 0.1f, 0, 0, hole, {}, i});
    }
    features.push_back({Element::Shape::Disc, 0, 0, 0, bore + 0.12f, 0, 0, hub, {}, -1});
    features.push_back({Element::Shape::Disc, 0, 0, 0, bore, 0, 0, hole, {}, 19});
    if (design.chance(0.5f))
        features.push_back({Element::Shape::Box, bore, 0, 0, 0.06f, 0.05f, 0, hole, {}, 20});
    features.push_back({Element::Shape::Disc, 0, 0, 0, bore, 0, 0, through, {}, 19});
    return features;
}

}  // namespace

void paintGear(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const bool nut = design.chance(0.4f);
    const bool plastic = design.chance(0.25f);
    const Colour colour = plastic ? paintColour(design) : near(hsv({design.pick({0.6f, 0.11f, 0.08f}), design.in(0, 0.4f), design.in(0.4f, 0.8f)}), 0.02f, design);
    const int teeth = design.inclusive(10, 36);
    const float depth = design.in(0.08f, 0.16f);
    const float sharp = design.in(1.2f, 3);
    const Material body {colour, 1, plastic ? 0.2f : design.in(0.3f, 0.8f), 0.1f, 0.03f, 0, 0, true, true};
    const std::vector<Element> features = featuresOf(design, colour, nut);
    const std::vector<Frame> frames = placeParts(streams, nut ? 0.6f : 0.25f, true);
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    const int badTooth = fault.random.below(nut ? 6 : teeth);
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const bool bad = fault && k == chosen;
        const auto scaled = [&](Material m) {
            m.raise *= frame.scale * 1.5f;
            m.bevel *= frame.scale * 1.5f;
            return m;
        };
        const bool tooth = bad && (fault.is(FaultKind::Broken) || fault.is(FaultKind::Missing));
        fill(canvas, frame, 1.05f, scaled(body), [&](float x, float y) {
            const float turns = angleOf(x, y);
            float d = 0;
            if (nut) {
                d = std::max(hexDistance(x, y, 0.86f), lengthOf(x, y) - 0.97f);
                const float away = std::fabs(fraction(turns - float(badTooth) / 6 + 0.5f) - 0.5f);
                return tooth ? std::max(d, lengthOf(x, y) - mix(0.78f, 1.0f, smoothStep(0, 0.06f * fault.strength, away))) : d;
            }
            const float place = turns * float(teeth);
            const float wave = clampTo(sharp * cosine(place), -1, 1);
            const int index = (floorInt(place + 0.5f) + teeth) % teeth;
            const bool lost = tooth && index == badTooth;
            d = lengthOf(x, y) - (1 - depth / 2) - depth / 2 * (lost ? -1 : wave);
            return d;
        });
        std::vector<Element> marks = features;
        for (Element& e : marks)
            e.material = scaled(e.material);
        if (bad && !tooth)
            applyFault(marks, frame, fault);
        paintElements(canvas, frame, marks);
    }
    roughen(canvas, plastic ? 0.03f : 0.07f, 80, 0.0003f, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
