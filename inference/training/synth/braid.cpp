#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// A point of a rope: what strand is on top, and where on the strand it lies.
struct Sample {
    float inside = -1;   ///< from its edge, in half widths of the rope; negative beside it
    int strand = 0;
    float across = 0;    ///< -1..1
    float along = 0;
    float lift = 0;      ///< 0..1
};

enum class Form { Twist, Plait, Sleeve, Chain, Zip, Wires };

struct Rope {
    Form form;
    int lanes;            ///< side by side; 0: edge to edge
    float half, spacing;  ///< half its width
    float pitch, slope;   ///< of the strands, in half widths
    int wires;            ///< in a strand or to twist
    float bend, bends, turns, shift, offset;
    float relief, gloss, fluff, gap;
    Colour colours[3], core, tape;
    bool mixed;
    std::uint32_t seed;

    static Rope drawn(Streams& streams);
    Sample at(float u, float v) const;
    void toRope(float x, float y, float& along, float& across) const
    {
        along = (x - 0.5f) * cosine(turns) + (y - 0.5f) * sine(turns);
        across = (y - 0.5f) * cosine(turns) - (x - 0.5f) * sine(turns) - offset - bend * sine(along * bends + shift);
    }
    int laneAt(float across) const
    {
        const int lane = floorInt(across / spacing + 0.5f * float(lanes));
        return lanes > 0 ? std::min(std::max(lane, 0), lanes - 1) : lane;
    }
    float middleOf(int lane) const { return (float(lane) + 0.5f - 0.5f * float(lanes)) * spacing; }
    Colour colourOf(const Sample& s, int lane) const;
};

Rope Rope::drawn(Streams& streams)
{
    Random& design = streams.design;
    Rope rope {};
    rope.form = Form(design.below(6));
    rope.lanes = design.chance(0.35f) ? 0 : design.chance(0.5f) ? 1 : design.inclusive(2, 4);
    rope.half = rope.lanes == 0 ? design.logIn(0.04f, 0.13f) : design.in(0.5f, 0.8f) * 0.5f / float(std::max(rope.lanes, 2));
    rope.spacing = rope.lanes == 0 ? rope.half * design.in(1.85f, 2) : 1.05f / float(rope.lanes);
    rope.pitch = rope.form == Form::Chain ? design.in(1.5f, 2.3f) : rope.form == Form::Zip ? design.in(0.3f, 0.5f)
        : rope.form == Form::Wires ? design.in(3, 7) : rope.form == Form::Sleeve ? design.in(0.5f, 0.9f) : design.in(0.6f, 1.3f);
    rope.slope = design.either(0.6f, 1.4f);
    rope.wires = rope.form == Form::Wires ? design.inclusive(2, 3) : design.inclusive(1, 6);
    rope.bend = design.chance(0.5f) ? 0 : design.in(0.005f, 0.03f);
    rope.bends = design.in(0.4f, 1.2f);
    rope.turns = design.chance(0.6f) ? 0.25f * float(design.below(2)) : design.unit();
    rope.turns += streams.image.in(-0.01f, 0.01f);
    rope.shift = streams.image.in(20, 30);
    rope.offset = streams.image.in(-0.03f, 0.03f);
    const bool metal = rope.form == Form::Chain || design.chance(0.35f);
    rope.relief = rope.half * design.in(0.2f, 0.5f);
    rope.gloss = metal ? design.in(0.4f, 0.8f) : design.chance(0.3f) ? design.in(0.1f, 0.4f) : 0.04f;
    rope.fluff = metal ? design.in(0.01f, 0.06f) : design.in(0.05f, 0.25f);
    rope.gap = design.in(0.3f, 0.75f);
    rope.colours[0] = metal ? near(grey(design.in(0.4f, 0.85f)), 0.05f, design) : paintColour(design);
    rope.mixed = design.chance(rope.form == Form::Wires ? 0.8f : metal || rope.form == Form::Zip ? 0 : 0.4f);
    for (int k = 1; k < 3; ++k)
        rope.colours[k] = rope.mixed ? paintColour(design) : near(rope.colours[0], 0.02f, design);
    rope.core = mix(rope.colours[0], grey(0.1f), 0.5f) * design.in(0.15f, 0.4f);
    rope.tape = paintColour(design);
    rope.seed = std::uint32_t(design.next());
    return rope;
}

/// `u` along and `v` across the rope, in half widths of it.
Sample Rope::at(float u, float v) const
{
    const float round = std::sqrt(clamp01(1 - v * v));
    const float bow = v * (1 + 0.35f * v * v);
    Sample s;
    const auto strandAt = [&](float phase, float along) {
        s.strand = floorInt(phase);
        s.across = 2 * (phase - float(s.strand)) - 1;
        s.along = along;
    };
    switch (form) {
    case Form::Twist:
        strandAt(u / pitch + slope * bow, u * slope - v / pitch);
        s.inside = 1 - 0.12f * s.across * s.across - std::fabs(v);
        s.lift = 0.5f * round + 0.5f * std::sqrt(1 - s.across * s.across) * std::min(1.0f, 2 * round);
        break;
    case Form::Plait: {
        strandAt(u / pitch - std::fabs(slope) * std::fabs(v) + (v < 0 ? 0.5f : 0), v / pitch + u);
        const float lobe = 2 * std::fabs(v) - 0.9f;
        s.strand = 2 * s.strand + (v < 0 ? 1 : 0);
        s.inside = 1 - 0.2f * s.across * s.across - std::fabs(v);
        s.lift = std::sqrt(clamp01(1 - lobe * lobe)) * (0.35f + 0.65f * std::sqrt(1 - s.across * s.across));
        break;
    }
    case Form::Sleeve: {
        const float a = u / pitch + slope * bow;
        const float b = u / pitch - slope * bow;
        const bool over = ((floorInt(a) + floorInt(b)) & 1) != 0;
        strandAt(over ? a : b, over ? b : a);
        const float arch = 2 * fraction(s.along) - 1;
        s.strand = 2 * s.strand + (over ? 1 : 0);
        s.inside = 1 - std::fabs(v);
        s.lift = 0.6f * round + 0.4f * std::sqrt(1 - s.across * s.across) * (1 - 0.6f * arch * arch) * std::min(1.0f, 2 * round);
        break;
    }
    case Form::Chain: {
        constexpr float thick = 0.27f;
        const float middle = 2 * pitch * (float(floorInt(u / (2 * pitch))) + 0.5f);
        const float ring = std::fabs(boxDistance(u - middle, v, 0.5f * pitch + thick, 0.9f - thick, 0.9f - thick)) - thick;
        const int bars = floorInt(u / (2 * pitch) + 0.5f);
        const float bar = boxDistance(u - 2 * pitch * float(bars), v, 0.5f * pitch + 2 * thick, thick, thick);
        const bool over = bar < 0;
        const float d = over ? bar : ring;
        s.strand = over ? 2 * bars : 2 * floorInt(u / (2 * pitch)) + 1;
        s.inside = -d;
        s.across = clampTo(over ? v / thick : 1 + d / thick, -1, 1);
        s.along = u;
        s.lift = std::sqrt(clamp01(1 - s.across * s.across)) * (over ? 1 : 0.75f);
        break;
    }
    case Form::Zip: {
        strandAt(u / pitch, v);
        const bool right = (s.strand & 1) != 0;
        const float own = right ? v : -v;
        const float tooth = boxDistance(s.across * 0.5f, own - 0.12f, 0.52f - 0.1f * clamp01(own * 2), 0.36f, 0.12f);
        s.inside = -tooth;
        s.lift = std::sqrt(clamp01(-tooth * 5));
        s.across *= 0.7f;
        break;
    }
    case Form::Wires: {
        const float radius = wires == 2 ? 0.42f : 0.36f;
        float top = -9;
        for (int k = 0; k < wires; ++k) {
            const float phase = u / pitch + float(k) / float(wires);
            const float depth = sine(phase);
            const float away = (v - (1 - radius) * cosine(phase)) / radius;
            if (std::fabs(away) > 1.05f || depth < top)
                continue;
            top = depth;
            s = {(1 - std::fabs(away)) * radius, k, clampTo(away, -1, 1), u, (0.5f + 0.3f * depth) * std::sqrt(clamp01(1 - away * away)) + 0.1f};
        }
        break;
    }
    }
    return s;
}

Colour Rope::colourOf(const Sample& s, int lane) const
{
    const int own = ((s.strand % 3) + 3) % 3;
    const float tone = 0.9f + 0.2f * latticeValue(s.strand, lane, seed);
    const float fibres = 1 + fluff * noiseAt(s.across * 5 + s.along * 1.5f, s.along * 2.5f + float(s.strand) * 7, seed + 1);
    const float wire = wires > 1 && form <= Form::Sleeve ? 0.75f + 0.25f * cosine(s.across * 0.5f * float(wires) + (wires & 1 ? 0 : 0.5f)) : 1;
    const float shade = 1 - gap * (1 - std::sqrt(clamp01(1 - s.across * s.across)));
    return colours[mixed ? own : own & 1] * (tone * fibres * wire * shade * (0.6f + 0.4f * s.lift));
}

/// One strand of one rope that is lost, lies elsewhere, is doubled or torn.
struct Torn {
    FaultKind kind;
    int lane = 0, strand = 0;
    float u = 0, v = 0, reach = 0, moveU = 0, moveV = 0;

    Torn(const Rope& rope, Fault& fault)
        : kind(fault.kind)
    {
        if (!fault)
            return;
        const Spot spot = Spot::drawn(fault.random);
        float along = 0;
        float across = 0;
        rope.toRope(spot.x, spot.y, along, across);
        lane = rope.laneAt(across);
        u = along / rope.half + rope.shift;
        v = fault.random.either(0.1f, 0.6f);
        strand = rope.at(u, v).strand;
        reach = (rope.form == Form::Wires ? 0.8f * rope.pitch : rope.form == Form::Chain ? 2 * rope.pitch : 2.2f);
        moveU = fault.random.either(0.15f, 0.4f) * std::min(rope.pitch, 1.0f);
        moveV = fault.random.either(0.3f, 0.6f) * std::min(1.2f, fault.strength);
    }
    bool isOf(const Sample& s, float along) const { return s.strand == strand && std::fabs(along - u) < reach; }
};

/// Ends of fibres that stick out of the tear.
void fray(Canvas& canvas, const Rope& rope, const Torn& torn, Random& random)
{
    const float along = (torn.u - rope.shift) * rope.half;
    const float across = torn.v * rope.half + rope.middleOf(torn.lane) + rope.offset + rope.bend * sine(along * rope.bends + rope.shift);
    const Frame frame = Frame::turned(0.5f, 0.5f, rope.turns).with(Frame {along, across, 1, 0, rope.half});
    const int count = random.inclusive(10, 22);
    for (int k = 0; k < count; ++k) {
        const float turns = random.unit();
        const float length = random.in(0.4f, 1.1f);
        const float bentX = length * cosine(turns + 0.06f);
        const float bentY = length * sine(turns + 0.06f);
        const float thin = std::max(random.in(0.02f, 0.045f), 0.0025f / rope.half);
        const float tone = random.in(0.7f, 1.3f);
        const Material fibre {rope.colours[random.below(2)] * tone, 1, rope.gloss, 0.1f * rope.relief, 0, 0, 0, true};
        fill(canvas, frame, 1.3f, fibre, [&](float x, float y) {
            const float first = segmentDistance(x, y, 0, 0, 0.5f * length * cosine(turns), 0.5f * length * sine(turns));
            return std::min(first, segmentDistance(x, y, 0.5f * length * cosine(turns), 0.5f * length * sine(turns), bentX, bentY)) - thin;
        });
    }
}

}  // namespace

void paintBraid(Canvas& canvas, Streams streams, Fault fault)
{
    const Rope rope = Rope::drawn(streams);
    const Torn torn(rope, fault);
    paintBackground(canvas, streams);
    const float pixels = canvas.pixelsPerUnit() * rope.half;
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float along = 0;
        float across = 0;
        rope.toRope(x, y, along, across);
        const int lane = rope.laneAt(across);
        const float u = along / rope.half + rope.shift;
        const auto lay = [&](const Sample& s, int own, float raise) {
            const float coverage = clamp01(s.inside * pixels + 0.5f);
            if (coverage <= 0)
                return;
            canvas.setColour(i, mix(canvas.colour(i), rope.colourOf(s, own), coverage));
            canvas.height[i] = mix(canvas.height[i], rope.relief * (s.lift + raise), coverage);
            canvas.gloss[i] = mix(canvas.gloss[i], rope.gloss, coverage);
            canvas.solid[i] = std::max(canvas.solid[i], coverage);
        };
        const float v = (across - rope.middleOf(lane)) / rope.half;
        if (rope.form != Form::Chain && rope.form != Form::Wires) {  // what lies below the strands
            const float cover = clamp01((rope.form == Form::Zip ? 1 - std::fabs(v) : 0.85f - std::fabs(v)) * pixels + 0.5f);
            const float woven = 0.85f + 0.15f * cosine(u * 6) * cosine(v * 6);
            const Colour below = rope.form == Form::Zip ? rope.tape * woven : rope.core;
            canvas.setColour(i, mix(canvas.colour(i), below, cover));
            canvas.height[i] = mix(canvas.height[i], 0.1f * rope.relief, cover);
            canvas.solid[i] = std::max(canvas.solid[i], cover);
        }
        const Sample s = rope.at(u, v);
        const bool lost = lane == torn.lane && torn.isOf(s, u);
        const float ragged = torn.kind == FaultKind::Broken ? 0.5f * noiseAt(u * 6, v * 6, rope.seed + 3) : 0;
        const bool open = lost && (torn.kind == FaultKind::Missing || torn.kind == FaultKind::Misplaced
            || (torn.kind == FaultKind::Broken && lengthOf(u - torn.u, v - torn.v) < 0.6f + ragged));
        if (!open)
            lay(s, lane, 0);
        if (torn.kind == FaultKind::Misplaced || torn.kind == FaultKind::Extra) {
            const float moved = (across - rope.middleOf(torn.lane)) / rope.half - torn.moveV;
            const Sample other = rope.at(u - torn.moveU, moved);
            if (torn.isOf(other, u - torn.moveU))
                lay(other, torn.lane, 0.25f);
        }
    });
    if (fault.is(FaultKind::Broken) && rope.form != Form::Chain && rope.form != Form::Zip)
        fray(canvas, rope, torn, fault.random);
}

}  // namespace inference::synth
