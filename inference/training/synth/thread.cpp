#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// A turned rod seen from the side, head to foot along x from -1 to 1: sections with a radius of their own, some of them threaded,
/// knurled or grooved.
struct Rod {
    static constexpr int most = 5;
    struct Section {
        float to;       ///< where it ends
        float radius;
        int form;       ///< 0 smooth, 1 thread, 2 knurl, 3 rings
        float pitch;
        Colour colour;
    } sections[most];
    int count;
    float gloss, depth, slant, streaks;

    static Rod drawn(Random& design);
    const Section& at(float x) const;
};

Rod Rod::drawn(Random& design)
{
    Rod rod {};
    rod.count = design.inclusive(2, most);
    const float thick = design.in(0.1f, 0.3f);
    const bool metal = design.chance(0.7f);
    const Colour base = metal ? near(hsv({design.pick({0.6f, 0.12f, 0.08f}), design.in(0, 0.45f), design.in(0.35f, 0.85f)}), 0.02f, design) : paintColour(design);
    rod.gloss = metal ? design.in(0.3f, 0.9f) : design.in(0.05f, 0.5f);
    rod.depth = design.in(0.06f, 0.2f);
    rod.slant = design.chance(0.8f) ? design.either(0.05f, 0.25f) : 0;
    rod.streaks = design.in(0.01f, 0.1f);
    const float pitch = design.in(0.035f, 0.12f);
    float sum = 0;
    for (int k = 0; k < rod.count; ++k) {
        sum += design.logIn(0.2f, 1.2f);
        const float radius = thick * design.in(0.6f, 1.6f);
        const int form = design.chance(0.45f) ? 1 : design.below(4);
        const bool other = design.chance(0.2f);
        rod.sections[k] = {sum, radius, form, pitch * design.in(0.8f, 1.2f), other ? paintColour(design) : near(base, 0.015f, design)};
    }
    for (int k = 0; k < rod.count; ++k)
        rod.sections[k].to = 1.9f * rod.sections[k].to / sum - 0.95f;
    return rod;
}

const Rod::Section& Rod::at(float x) const
{
    int k = 0;
    while (k + 1 < count && x > sections[k].to)
        ++k;
    return sections[k];
}

/// Ridges of a section at (x, y), 0..1.
float ridges(const Rod& rod, const Rod::Section& section, float x, float y)
{
    const float t = y / section.radius;
    switch (section.form) {
    case 1: return 0.5f + 0.5f * cosine((x + rod.slant * section.pitch * 4 * t) / section.pitch);
    case 2: return 0.25f * (2 + cosine((x + y) / section.pitch * 1.3f) + cosine((x - y) / section.pitch * 1.3f));
    case 3: return smoothStep(0.1f, 0.3f, std::fabs(fraction(x / (section.pitch * 2)) - 0.5f));
    default: return 1;
    }
}

}  // namespace

void paintThread(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const Rod rod = Rod::drawn(design);
    std::vector<Frame> frames;
    const int side = design.chance(0.5f) ? design.inclusive(2, 4) : 1;  // that many beside each other
    const bool loose = design.chance(0.4f);
    const float turns = loose && side == 1 ? streams.image.unit() : 0.25f * float(design.below(4));
    for (int k = 0; k < side; ++k) {
        const float off = (float(k) + 0.5f) / float(side) - 0.5f + streams.image.in(-0.02f, 0.02f);
        const float along = streams.image.in(-0.03f, 0.03f);
        const float askew = turns + streams.image.in(-0.01f, 0.01f);
        const float size = std::min(0.46f, 0.9f / float(side));
        frames.push_back(Frame::turned(0.5f + along * cosine(turns) - off * sine(turns), 0.5f + along * sine(turns) + off * cosine(turns), askew, size));
    }
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    const float spot = fault.random.in(-0.8f, 0.8f);
    const float high = fault.random.in(-0.8f, 0.8f);
    const float reach = fault.random.in(0.08f, 0.2f) * fault.strength;
    const bool bent = fault.random.chance(0.35f);
    const float bend = fault.random.either(0.08f, 0.2f) * fault.strength;
    const auto seed = std::uint32_t(streams.image.next());
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const bool bad = fault && k == chosen;
        canvas.around(frame.x, frame.y, frame.scale * 1.25f, [&](float x, float y, std::size_t i) {
            float lx = 0;
            float ly = 0;
            frame.toLocal(x, y, lx, ly);
            if (bad && fault.is(FaultKind::Broken) && bent && lx > spot)
                ly -= bend * (lx - spot);
            const Rod::Section& section = rod.at(lx);
            const float away = lengthOf(lx - spot, ly - high * section.radius);
            const float crushed = bad && fault.is(FaultKind::Broken) && !bent ? smoothStep(reach, reach * 0.4f, away + 0.04f * noiseAt(x * 40, y * 40, seed)) : 0;
            const float wave = mix(ridges(rod, section, lx, ly), 0.35f + 0.3f * noiseAt(x * 90, y * 90, seed + 4), crushed);
            const float radius = section.radius * (1 - rod.depth * (1 - wave));
            const float distance = std::max(std::fabs(ly) - radius, std::fabs(lx) - 0.95f);
            const float coverage = clamp01(0.5f - distance * frame.scale * canvas.pixelsPerUnit());
            if (coverage <= 0)
                return;
            const float t = clamp01(std::fabs(ly) / section.radius);
            const float round = std::sqrt(std::max(0.0f, 1 - t * t));
            const float streak = 1 + rod.streaks * noiseAt(lx * 60, ly * 6, seed + unsigned(k));
            canvas.setColour(i, mix(canvas.colour(i), section.colour * streak, coverage));
            canvas.height[i] = mix(canvas.height[i], frame.scale * section.radius * (0.2f + 0.8f * round - rod.depth * (1 - wave)), coverage);
            canvas.gloss[i] = mix(canvas.gloss[i], rod.gloss, coverage);
            canvas.solid[i] = std::max(canvas.solid[i], coverage);
        });
    }
    roughen(canvas, 0.03f, 90, 0.0002f, seed);
}

}  // namespace inference::synth
