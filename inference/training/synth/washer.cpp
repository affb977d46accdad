#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {

void paintWasher(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const float value = design.in(0.45f, 0.85f);
    const bool metal = design.chance(0.7f);
    const Colour colour = metal ? near(hsv({design.pick({0.6f, 0.1f, 0.12f}), design.in(0, 0.35f), value}), 0.02f, design) : paintColour(design);
    const Material ring {colour, 1, metal ? design.in(0.3f, 0.9f) : 0.15f, 0.03f, 0.02f, 0, 0, true, true};
    const float inner = design.in(0.3f, 0.7f);
    const bool tooth = design.chance(0.3f);
    const int teeth = design.inclusive(6, 16);
    const bool split = design.chance(0.2f);
    const bool dished = design.chance(0.3f);
    const float streaks = metal ? design.in(0.03f, 0.15f) : 0.02f;
    const std::vector<Frame> frames = placeParts(streams, 0.6f, true);
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    const float chip = fault.random.unit();
    const auto seed = std::uint32_t(streams.image.next());
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const bool bad = fault && k == chosen;
        Material own = ring;
        own.raise = 0.1f * frame.scale;
        own.bevel = 0.08f * frame.scale;
        if (dished)
            own.dome = 0.12f;
        const float offX = bad && fault.is(FaultKind::Misplaced) ? 0.12f * fault.strength : 0;
        fill(canvas, frame, 1.05f, own, [&](float x, float y) {
            const float r = lengthOf(x, y);
            const float turns = tooth || split || bad ? angleOf(x, y) : 0;
            float hole = inner - lengthOf(x - offX, y);
            if (tooth)
                hole += 0.06f * cosine(turns * float(teeth));
            float d = std::max(r - 1, hole);
            if (split)
                d = std::max(d, x > 0 ? 0.05f - std::fabs(y + 0.15f * (r - 0.7f)) : -1.0f);
            if (bad && fault.is(FaultKind::Broken)) {
                const float away = std::fabs(fraction(turns - chip + 0.5f) - 0.5f);
                d = std::max(d, r - (1 - 0.3f * fault.strength * smoothStep(0.05f * fault.strength, 0, away)));
            }
            if (bad && fault.is(FaultKind::Missing))
                d = r - 1;  // nobody punched the hole
            return d;
        });
        canvas.around(frame.x, frame.y, frame.scale * 1.05f, [&](float x, float y, std::size_t i) {
            const float r = lengthOf(x - frame.x, y - frame.y) / frame.scale;
            if (r >= 1.02f || canvas.solid[i] <= 0)
                return;
            const float turned = noiseAt(r * 26, std::fabs(angleOf(x - frame.x, y - frame.y)) * 6, seed + unsigned(k));
            canvas.setColour(i, canvas.colour(i) * (1 + streaks * (turned + noiseAt(x * 60, y * 60, seed))));
        });
    }
}

}  // namespace inference::synth
