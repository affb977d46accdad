#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

struct Wool {
    Lay lay;
    Colour yarn, second;
    int stripeRows, ribColumns;
    float slim, relief, fluff, stretch;
    std::uint32_t seed;
};

Wool woolOf(Streams& streams)
{
    Random& design = streams.design;
    Wool wool {};
    wool.lay = Lay::drawn(streams, 9, 30, 0.3f, true);
    wool.yarn = paintColour(design);
    wool.second = design.chance(0.3f) ? paintColour(design) : near(wool.yarn, 0.02f, design);
    wool.stripeRows = design.inclusive(1, 6);
    wool.ribColumns = design.chance(0.35f) ? design.inclusive(2, 4) : 0;
    wool.slim = design.in(0.19f, 0.26f);
    wool.relief = design.in(0.15f, 0.4f) / wool.lay.perUnit;
    wool.fluff = design.in(0.08f, 0.25f);
    wool.stretch = design.in(1.0f, 1.5f);
    wool.seed = std::uint32_t(design.next());
    return wool;
}

/// Depth of yarn 0..1 of the loops of one column of stitches at (across -0.5..0.5, v): each stitch is a V of two legs.
float loopAt(float across, float v, float slim, float& along)
{
    float best = 0;
    const float ax = std::fabs(across);
    const int row = floorInt(v);
    for (int k = -1; k <= 1; ++k) {
        const float base = float(row + k);
        const float d = segmentDistance(ax, v - base, 0.1f, 0.98f, 0.38f, 0.0f);
        const float depth = 1 - d * d / (slim * slim);
        if (depth > best) {
            best = depth;
            along = (v - base) + ax;
        }
    }
    return std::sqrt(best);
}

}  // namespace

void paintKnit(Canvas& canvas, Streams streams, Fault fault)
{
    const Wool wool = woolOf(streams);
    float lostU = -999;
    float lostV = 0;
    float lostLength = 0;
    float shift = 0;
    if (fault) {
        const Spot spot = Spot::drawn(fault.random);
        wool.lay.at(spot.x, spot.y, lostU, lostV);
        lostV *= wool.stretch;
        lostLength = fault.random.logIn(1, 6) * fault.strength;
        shift = fault.random.either(0.3f, 0.6f);
    }
    const int lostColumn = floorInt(lostU);
    const Colour hollow = wool.yarn * 0.25f;
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        wool.lay.at(x, y, u, v);
        v *= wool.stretch;
        const float stretch = smoothStep(lostLength, lostLength * 0.4f, std::fabs(v - lostV));
        if (fault.is(FaultKind::Misplaced) || fault.is(FaultKind::Broken))
            u += shift * stretch * smoothStep(2, 0.4f, std::fabs(u - lostU));
        const int column = floorInt(u);
        const bool purl = wool.ribColumns > 0 && ((column / wool.ribColumns) & 1);
        float along = 0;
        float depth = loopAt(u - float(column) - 0.5f, purl ? -v : v, wool.slim, along);
        if (column == lostColumn && stretch > 0.5f) {
            if (fault.is(FaultKind::Missing))  // a ladder: only the bars between the columns are left
                depth = std::sqrt(clamp01(1 - std::fabs(fraction(v) - 0.5f) * 5)) * 0.6f;
            else if (fault.is(FaultKind::Extra))
                depth = std::min(1.6f, depth * 1.3f + 0.35f);
        }
        const bool striped = (floorInt(v / float(wool.stripeRows)) & 1) != 0;
        const float tone = 0.92f + 0.16f * latticeValue(column, floorInt(v), wool.seed);
        const float fibre = 1 + wool.fluff * (noiseAt(along * 7 + u * 8, v * 8 - u * 6, wool.seed) + 0.5f * noiseAt(x * 230, y * 230, wool.seed));
        canvas.setColour(i, mix(hollow, (striped ? wool.second : wool.yarn) * (tone * fibre), clamp01(depth * 1.25f)));
        canvas.height[i] = wool.relief * depth * (purl ? 0.6f : 1);
        canvas.gloss[i] = 0.03f;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
