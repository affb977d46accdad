#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

using Shape = Element::Shape;

enum class Sheath { Plain, Striped, Twisted, Braided };

struct Cable {
    float aside, half;       ///< its place across the bundle
    Colour colour, second;
    Sheath sheath;
    float gloss, pitch;      ///< turns of a twist or a braid per unit
};

/// What is wrong with one cable of a bundle.
struct Wrong {
    int cable = -1;
    float along = 0, by = 0, length = 1;
    bool gone = false, stray = false, extra = false, cut = false, bared = false;
};

/// Cables side by side on a common way: nearly straight with up to two bends, or around a corner.
struct Bundle {
    bool corner;
    float radius;            ///< of the corner, around the origin
    float bend[2], from[2], to[2];
    float end;               ///< where a connector is; 9: nowhere
    float half;              ///< of the whole
    float loose;             ///< how far cables wander
    std::vector<Cable> cables;
    std::vector<Element> ties;

    static Bundle drawn(Random& design, bool several);
    float centre(float along) const { return bend[0] * smoothStep(from[0], to[0], along) + bend[1] * smoothStep(from[1], to[1], along); }
    void toWay(float x, float y, float& along, float& aside) const;
    Frame onWay(float along) const;
    void paint(Canvas& canvas, const Frame& frame, const Wrong& wrong, std::uint32_t seed) const;

private:
    void addTies(Random& design);
    void addConnector(Random& design);
    void paintCable(Canvas& canvas, std::size_t i, const Cable& cable, float along, float off, float coverage, bool bare) const;
};

void Bundle::toWay(float x, float y, float& along, float& aside) const
{
    if (!corner) {
        const float slope = (centre(x + 0.01f) - centre(x - 0.01f)) / 0.02f;
        along = x;
        aside = (y - centre(x)) / std::sqrt(1 + slope * slope);
        return;
    }
    const float quarter = radius * 1.5707963f;
    aside = (x > 0 || y > 0 ? lengthOf(std::max(x, 0.0f), std::max(y, 0.0f)) : std::max(x, y)) - radius;
    along = x <= 0 && y > x ? x : y <= 0 ? quarter - y : quarter * (1 - 4 * angleOf(x, y));
}

Frame Bundle::onWay(float along) const
{
    if (!corner)
        return Frame::turned(along, centre(along), angleOf(0.02f, centre(along + 0.01f) - centre(along - 0.01f)));
    const float quarter = radius * 1.5707963f;
    const float turns = 0.25f * (1 - clamp01(along / quarter));
    return Frame::turned(radius * cosine(turns) + std::min(along, 0.0f), radius * sine(turns) - std::max(along - quarter, 0.0f), turns - 0.25f);
}

void Bundle::addTies(Random& design)
{
    const int count = design.inclusive(0, 5);
    const float apart = 1.1f / float(std::max(count, 1));
    const float width = design.in(0.012f, 0.04f);
    const bool clip = design.chance(0.4f);  // of sheet metal, screwed down
    const Material strap {clip ? grey(design.in(0.5f, 0.85f)) : design.chance(0.6f) ? grey(design.pick({0.08f, 0.9f})) : paintColour(design), 1, clip ? 0.6f : 0.25f, 0.014f, 0.006f, 0, 0, true};
    const Material screw {grey(0.35f), 1, 0.6f, 0.006f, 0.003f};
    const float shift = design.in(-0.1f, 0.1f);
    const float head = clip ? half + 0.03f : half * design.in(-0.6f, 0.6f);
    for (int k = 0; k < count; ++k) {
        const float along = (float(k) - float(count - 1) / 2) * apart + shift + (corner ? radius * 0.785f : 0);
        if (along > end - 0.1f)
            continue;
        const Frame way = onWay(along);
        const float turns = angleOf(way.cosine, way.sine);
        const int group = count > 2 ? k : -1;
        ties.push_back({Shape::Box, way.x, way.y, turns, width, half + (clip ? 0.06f : 0.008f), width * 0.3f, strap, {}, group});
        Point top {};
        way.toPicture(0, head, top.x, top.y);
        ties.push_back({clip ? Shape::Disc : Shape::Box, top.x, top.y, turns, width * (clip ? 0.6f : 1.3f), width * 1.1f, width * 0.2f, clip ? screw : strap, {}, group});
    }
}

void Bundle::addConnector(Random& design)
{
    const Colour colour = design.chance(0.6f) ? grey(design.pick({0.1f, 0.3f, 0.9f})) : paintColour(design);
    const float length = design.in(0.08f, 0.13f);
    const Material body {colour, 1, design.in(0.1f, 0.4f), 0.03f, 0.008f, 0, 0, true, true};
    const Material cavity {colour * 0.3f, 1, 0.1f, -0.008f, 0.003f};
    const Material metal {design.chance(0.5f) ? hsv({0.12f, 0.5f, 0.85f}) : grey(0.8f), 1, 0.8f, 0.006f, 0.003f};
    const Frame way = onWay(end);
    const float turns = angleOf(way.cosine, way.sine);
    ties.push_back({Shape::Box, way.x, way.y, turns, length, half + 0.025f, 0.01f, body, {}, -1});
    const int rows = design.inclusive(1, 2);
    for (std::size_t k = 0; k < cables.size(); ++k)
        for (int row = 0; row < rows; ++row) {
            Point pin {};
            way.toPicture((rows == 1 ? 0.0f : float(row) - 0.5f) * length, cables[k].aside, pin.x, pin.y);
            const float size = std::min(cables[k].half * 0.65f, length * 0.3f);
            const int group = 100 + int(k) * 2 + row;
            ties.push_back({Shape::Box, pin.x, pin.y, turns, size * 1.4f, size * 1.1f, 0, cavity, {}, -1});
            ties.push_back({Shape::Box, pin.x, pin.y, turns, size * 0.9f, size * 0.7f, size * 0.2f, metal, {}, group});
        }
}

Bundle Bundle::drawn(Random& design, bool several)
{
    Bundle bundle {};
    bundle.corner = design.chance(0.3f);
    for (int k = 0; k < 2; ++k) {
        bundle.bend[k] = design.chance(0.5f) ? design.in(-0.3f, 0.3f) : 0;
        const float middle = design.in(-0.4f, 0.4f);
        const float ease = std::fabs(bundle.bend[k]) * design.in(1, 1.6f) + 0.1f;
        bundle.from[k] = middle - ease;
        bundle.to[k] = middle + ease;
    }
    const bool alike = design.chance(0.4f);  // a ribbon
    const Sheath sheath = design.pick({Sheath::Plain, Sheath::Plain, Sheath::Plain, Sheath::Striped, Sheath::Twisted, Sheath::Braided});
    const float size = several ? design.in(0.012f, 0.03f) : design.in(0.014f, 0.05f);
    const float gap = size * (design.chance(0.5f) ? 0.05f : design.in(0.1f, 0.8f));
    const int count = std::max(3, std::min(design.inclusive(3, 14), floorInt((several ? 0.4f : 0.75f) / (2 * size + gap))));
    const Colour base = paintColour(design);
    const float gloss = design.in(0.1f, 0.6f);
    const float pitch = design.in(0.12f, 0.3f) / size;
    float across = 0;
    for (int k = 0; k < count; ++k) {
        const bool odd = !alike && design.chance(0.25f);
        const float half = size * (odd ? design.in(0.7f, 1.5f) : 1);
        const Colour own = design.chance(0.35f) ? grey(design.pick({0.08f, 0.9f, 0.5f})) : hsv({design.unit(), design.in(0.6f, 0.9f), design.in(0.35f, 0.9f)});
        const Colour colour = alike ? base : own;
        across += half;
        bundle.cables.push_back({across, half, colour, design.chance(0.5f) ? grey(0.9f) : colour * 0.4f, odd ? Sheath::Plain : sheath, gloss, pitch});
        across += half + gap;
    }
    bundle.half = (across - gap) / 2;
    for (Cable& cable : bundle.cables)
        cable.aside -= bundle.half;
    bundle.radius = bundle.half + design.in(0.05f, 0.25f);
    bundle.loose = alike ? 0.001f : gap * 0.5f + 0.002f;
    bundle.end = !bundle.corner && design.chance(0.35f) ? design.in(0.15f, 0.3f) : 9;
    bundle.addTies(design);
    if (bundle.end < 1)
        bundle.addConnector(design);
    return bundle;
}

void Bundle::paintCable(Canvas& canvas, std::size_t i, const Cable& cable, float along, float off, float coverage, bool bare) const
{
    const float t = clamp01(std::fabs(off));
    float rise = std::sqrt(1 - t * t * 0.95f);
    const float twist = fraction(along * cable.pitch * (cable.sheath == Sheath::Twisted ? 0.6f : 2) + off * 0.5f);
    Colour colour = cable.colour;
    if (bare) {
        colour = hsv({0.06f, 0.6f, 0.85f}) * (0.75f + 0.35f * cosine(along * 60 + off * 3));
    } else if (cable.sheath == Sheath::Striped && std::fabs(off - 0.2f) < 0.22f) {
        colour = cable.second;
    } else if (cable.sheath == Sheath::Twisted) {
        colour = twist < 0.5f ? cable.colour : cable.second;
        rise *= 0.6f + 0.4f * std::fabs(sine(twist));
    } else if (cable.sheath == Sheath::Braided) {
        const bool over = (twist < 0.5f) == (fraction(along * cable.pitch * 2 - off * 0.5f) < 0.5f);
        colour = over ? cable.colour : mix(cable.colour, cable.second, 0.5f);
        rise += over ? 0.06f : 0;
    }
    canvas.setColour(i, mix(canvas.colour(i), colour, coverage));
    canvas.height[i] = mix(canvas.height[i], 0.01f + cable.half * rise, coverage);
    canvas.gloss[i] = mix(canvas.gloss[i], bare ? 0.7f : cable.gloss, coverage);
    canvas.solid[i] = std::max(canvas.solid[i], coverage);
}

void Bundle::paint(Canvas& canvas, const Frame& frame, const Wrong& wrong, std::uint32_t seed) const
{
    const int count = int(cables.size());
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float along = 0;
        float aside = 0;
        frame.toLocal(x, y, x, y);
        toWay(x, y, along, aside);
        if (along > end || std::fabs(aside) > half + 0.3f)
            return;
        const float away = std::fabs(along - wrong.along) / wrong.length;
        for (int k = 0; k <= count; ++k) {  // a stray one lies on the others
            const bool stray = k == count;
            const int own = stray ? wrong.cable : k;
            const bool there = own == wrong.cable && away < 1;
            if (stray ? !there || !wrong.stray : (there && wrong.stray && !wrong.extra) || (wrong.gone && own == wrong.cable))
                continue;
            const Cable& cable = cables[std::size_t(own)];
            float off = aside - cable.aside - (stray ? wrong.by * smoothStep(1, 0, away) : 0);
            if (std::fabs(off) > cable.half + loose)
                continue;
            off -= loose * noiseAt(along * 4, float(own) * 7.3f, seed);
            if (stray) {
                const float steep = wrong.by * 6 * away * (1 - away) / wrong.length;
                off /= std::sqrt(1 + steep * steep);
            }
            if (wrong.cut && there && away + 0.15f * noiseAt(off * 90, along * 30, seed) < 0.6f)
                continue;  // nothing between the ends
            const bool bare = there && (wrong.bared || wrong.cut);
            const float thick = cable.half * (bare ? 0.72f : 1);
            const float coverage = clamp01(0.5f + (thick - std::fabs(off)) * canvas.pixelsPerUnit());
            if (coverage > 0)
                paintCable(canvas, i, cable, along, off / thick, coverage, bare);
        }
    });
}

/// A fault of a cable where it can be seen.
Wrong drawnWrong(const Bundle& bundle, const Frame& frame, Fault& fault)
{
    Random& random = fault.random;
    Wrong wrong {random.below(int(bundle.cables.size()))};
    for (int tries = 0; tries < 30; ++tries) {
        wrong.along = random.in(-0.6f, std::min(0.9f, bundle.end - 0.2f));
        const Frame seen = frame.with(bundle.onWay(wrong.along));
        if (std::fabs(seen.x - 0.5f) < 0.35f && std::fabs(seen.y - 0.5f) < 0.35f)
            break;
    }
    const float half = bundle.cables[std::size_t(wrong.cable)].half;
    wrong.extra = fault.is(FaultKind::Extra);
    wrong.stray = fault.is(FaultKind::Misplaced) || wrong.extra;
    wrong.by = random.either(2.5f, 5) * half * fault.strength;
    wrong.length = wrong.stray ? std::fabs(wrong.by) * random.in(1.2f, 2.5f) + 0.03f : half * random.in(1.5f, 3) * fault.strength;
    const bool bared = random.chance(0.35f);
    wrong.gone = fault.is(FaultKind::Missing);
    wrong.bared = fault.is(FaultKind::Broken) && bared;
    wrong.cut = fault.is(FaultKind::Broken) && !bared;
    return wrong;
}

}  // namespace

void paintHarness(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    if (design.chance(0.6f))  // a plate that may be damaged too
        std::ranges::fill(canvas.solid, 1.0f);
    const int bundles = design.chance(0.35f) ? 2 : 1;
    const int chosen = fault.random.below(bundles);
    const bool ofCable = fault.is(FaultKind::Broken) || fault.random.chance(0.6f);
    const float base = design.chance(0.6f) ? 0.25f * float(design.below(4)) : design.unit();
    for (int k = 0; k < bundles; ++k) {
        Bundle bundle = Bundle::drawn(design, bundles > 1);
        const float turns = base + (k > 0 ? design.in(0.15f, 0.35f) : 0) + streams.image.in(-0.012f, 0.012f);
        const float away = design.in(-0.15f, 0.15f);
        const float askew = streams.image.in(-0.02f, 0.02f);
        Frame frame = Frame::turned(0.5f + away + askew, 0.5f - away + askew, turns);
        if (bundle.corner)  // the middle of the bend into the middle of the picture
            frame = frame.with({-0.7f * bundle.radius, -0.7f * bundle.radius});
        const auto seed = std::uint32_t(streams.image.next());
        const bool bad = fault && k == chosen;
        Wrong wrong;
        if (bad && (ofCable || bundle.ties.empty()))
            wrong = drawnWrong(bundle, frame, fault);
        else if (bad)
            applyFault(bundle.ties, frame, fault);
        bundle.paint(canvas, frame, wrong, seed);
        paintElements(canvas, frame, bundle.ties);
    }
    roughen(canvas, 0.02f, 90, 0.0001f, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
