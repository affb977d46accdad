#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

constexpr int greatestLayers = 3;

/// Cells or pores: sponge, pumice, bread, aerated concrete, concrete with stones, open foam, bubbles, honeycomb.
struct Foam {
    enum class Form { Pores, Stones, Walls, Bubbles, Comb };
    Lay lay;
    Form form;
    int layers;
    float scales[greatestLayers];
    float share;         ///< of places that hold a pore
    float size, spread;  ///< radius of the pores in cells, and how far it varies
    float stretch;       ///< longer than wide
    float ragged;        ///< how far the pores are from round
    float wall, depth, gloss, grain, cloud, variety;
    Colour body, inside, rim;
    std::uint32_t seed;

    static Foam drawn(Streams& streams);
};

Foam Foam::drawn(Streams& streams)
{
    Random& design = streams.design;
    Foam foam {};
    foam.form = design.pick({Form::Pores, Form::Pores, Form::Pores, Form::Stones, Form::Walls, Form::Bubbles, Form::Comb, Form::Comb});
    const bool comb = foam.form == Form::Comb;
    foam.lay = Lay::drawn(streams, comb ? 6 : 5, comb ? 26 : 22, comb ? 0.15f : 0.4f);
    const float finer = design.in(1.7f, 2.8f);
    foam.layers = std::min(design.inclusive(1, greatestLayers), foam.lay.perUnit * finer * finer < 60 ? greatestLayers : 2);
    for (int k = 0; k < greatestLayers; ++k)
        foam.scales[k] = k == 0 ? 1 : foam.scales[k - 1] * finer;
    foam.share = foam.form == Form::Stones ? design.in(0.05f, 0.25f) : design.in(0.35f, 1);
    foam.size = design.in(0.25f, 0.42f);
    foam.spread = design.in(0.1f, 0.8f);
    foam.stretch = design.chance(0.6f) ? 1 : design.in(1.2f, 2);
    foam.ragged = design.in(0, 0.35f);
    foam.wall = foam.form == Form::Bubbles ? design.in(0.02f, 0.06f) : design.in(0.05f, 0.16f);
    foam.depth = design.in(0.2f, 0.6f) / foam.lay.perUnit;
    foam.gloss = design.chance(0.3f) || foam.form == Form::Bubbles ? design.in(0.3f, 0.8f) : 0.04f;
    foam.grain = design.in(0.02f, 0.12f);
    foam.cloud = design.in(0, 0.15f);
    foam.variety = design.in(0.03f, 0.3f);
    const Tone crumb {design.in(0.06f, 0.13f), design.in(0.1f, 0.5f), design.in(0.45f, 0.95f)};  // bread, sponge, wax
    const int ground = foam.form == Form::Stones ? 1 : design.below(3);
    foam.body = ground == 0 ? hsv(crumb) : ground == 1 ? near(grey(design.in(0.35f, 0.9f)), 0.03f, design) : paintColour(design);
    const float dark = design.in(0.15f, 0.85f);
    foam.inside = design.chance(0.2f) ? paintColour(design) : foam.body * dark;
    foam.rim = mix(foam.body, grey(1), design.in(0, 0.4f));
    foam.seed = foam.lay.seed;
    return foam;
}

/// Distance from the walls of a lattice of hexagons, in cells; where the cell is.
float combAt(float u, float v, int& column, int& row)
{
    constexpr float rise = 0.8660254f;
    float best = 9;
    float second = 9;
    const int first = floorInt(v / rise);
    for (int r = first; r <= first + 1; ++r) {
        const float shift = r & 1 ? 0.5f : 0;
        const int c = floorInt(u - shift + 0.5f);
        for (int k = c - 1; k <= c + 1; ++k) {
            const float dx = u - shift - float(k);
            const float dy = v - float(r) * rise;
            const float d = dx * dx + dy * dy;
            if (d < best) {
                second = best;
                best = d;
                column = k;
                row = r;
            } else {
                second = std::min(second, d);
            }
        }
    }
    return (second - best) / 2;
}

/// Cells closed, torn open, crushed, or blown up to one.
struct Flaw {
    FaultKind kind;
    Spot spot {0, 0};
    float radius = 0;

    explicit Flaw(const Foam& foam, Fault& fault)
        : kind(fault.kind)
    {
        if (!fault)
            return;
        spot = Spot::drawn(fault.random);
        radius = std::max(0.8f / foam.lay.perUnit, fault.random.logIn(0.035f, 0.1f)) * std::sqrt(fault.strength);
    }
    /// 1 in its middle .. 0 at its edge
    float at(float x, float y, std::uint32_t seed) const
    {
        if (kind == FaultKind::None)
            return 0;
        const float d = lengthOf(x - spot.x, y - spot.y) / radius;
        return d > 1.4f ? 0 : clamp01(1 - d * (1 + 0.25f * noiseAt(x * 25, y * 25, seed + 70)));
    }
};

}  // namespace

void paintFoam(Canvas& canvas, Streams streams, Fault fault)
{
    const Foam foam = Foam::drawn(streams);
    const Flaw flaw(foam, fault);
    const bool pores = foam.form == Foam::Form::Pores || foam.form == Foam::Form::Stones;
    const bool even = foam.form == Foam::Form::Comb;
    const float jitter = pores ? 0.95f : 0.7f;
    Cells cells[greatestLayers] = {Cells(foam.seed + 11, jitter), Cells(foam.seed + 12), Cells(foam.seed + 13)};
    const float pixels = canvas.pixelsPerUnit() / foam.lay.perUnit;
    canvas.everywhere([&](float x, float y, std::size_t i) {
        const float hurt = flaw.at(x, y, foam.seed);
        float crushed = 0;
        if (flaw.kind == FaultKind::Misplaced)
            crushed = 2.2f * hurt * hurt * (1 - 0.5f * hurt);
        float u = 0;
        float v = 0;
        foam.lay.at(x + (x - flaw.spot.x) * crushed, y + (y - flaw.spot.y) * crushed, u, v);
        u /= foam.stretch;
        if (!even) {
            u += foam.ragged * 0.5f * noiseAt(u * 2.3f, v * 2.3f, foam.seed + 1);
            v += foam.ragged * 0.5f * noiseAt(u * 2.3f + 7, v * 2.3f, foam.seed + 2);
        }
        const float rough = noiseAt(x * 120, y * 120, foam.seed + 3);
        Colour colour = foam.body * (1 + foam.grain * rough + foam.cloud * noiseAt(x * 5, y * 5, foam.seed + 4));
        float height = 0.0006f * rough;
        if (!even && (flaw.kind == FaultKind::Misplaced || flaw.kind == FaultKind::Missing)) {  // pressed in, or a lump that did not rise
            const float pressed = smoothStep(0, 0.4f, hurt);
            colour = colour * (1 - 0.3f * pressed);
            height -= 1.2f * foam.depth * pressed;
        }
        const float closed = flaw.kind == FaultKind::Missing ? smoothStep(0, 0.25f, hurt) : 0;
        const auto open = [&](float deep, float share, const Colour& floor, float rimmed) {  // a hollow
            share *= 1 - closed;
            colour = mix(mix(colour, foam.rim, rimmed * (1 - closed)), floor, share);
            height -= foam.depth * deep * (1 - closed);
        };
        if (pores) {
            for (int k = foam.layers - 1; k >= 0; --k) {
                const Cell cell = cells[k].at(u * foam.scales[k], v * foam.scales[k]);
                const auto own = [&](unsigned which) { return latticeValue(cell.x, cell.y, foam.seed + unsigned(k) * 9 + which); };
                const float radius = foam.size * (1 + foam.spread * (own(20) - 0.5f) * 1.4f);
                const float away = std::min(radius - cell.nearest, cell.second - cell.nearest);
                const float edge = away / foam.scales[k];
                if (own(21) < foam.share && edge * pixels > -2) {
                    const float bowl = clamp01(away / radius);
                    const float shade = 1 - 0.5f * std::sqrt(bowl) + foam.variety * (own(22) - 0.5f);
                    open(std::sqrt(bowl) / foam.scales[k], clamp01(edge * pixels + 0.5f), foam.inside * std::max(shade, 0.1f), smoothStep(-0.12f, 0, away) * 0.8f);
                } else if (foam.form == Foam::Form::Stones && own(23) < 0.6f) {
                    const float stone = std::min(cell.second - cell.nearest - 0.1f, 0.5f - cell.nearest) / foam.scales[k];
                    colour = mix(colour, foam.body * (0.7f + 0.7f * own(24)), clamp01(stone * pixels + 0.5f) * 0.7f);
                }
            }
        } else {
            Cell cell;
            float inside = 0;
            if (even) {
                inside = combAt(u, v, cell.x, cell.y);
            } else {
                cell = cells[0].at(u, v);
                inside = (cell.second - cell.nearest) / 2;
            }
            float wall = foam.wall * (1 + 0.3f * foam.ragged * noiseAt(u * 3, v * 3, foam.seed + 5));
            if (flaw.kind == FaultKind::Broken)
                wall -= 2 * smoothStep(0, 0.2f, hurt) * (0.4f + 0.6f * noiseAt(u * 2, v * 2, foam.seed + 6));
            const float own = latticeValue(cell.x, cell.y, foam.seed + 30);
            const float edge = inside - wall;
            const float hollow = clamp01(edge / (0.5f - foam.wall));
            if (foam.form == Foam::Form::Bubbles) {  // domes over each other
                colour = mix(foam.rim, mix(foam.body, foam.inside, 0.5f * own + 0.3f * hollow), clamp01(edge * pixels + 0.5f) * (1 - closed));
                height += foam.depth * std::sqrt(hollow) * (1 - closed);
            } else {
                const float shade = 1 + foam.variety * (own - 0.5f) - 0.45f * std::sqrt(hollow);
                open(std::sqrt(clamp01(edge * 6)), clamp01(edge * pixels + 0.5f), foam.inside * shade, smoothStep(-0.1f, 0, edge) * 0.5f);
            }
        }
        if (hurt > 0 && (flaw.kind == FaultKind::Extra || (flaw.kind == FaultKind::Broken && pores))) {  // one great hole
            const float bowl = std::sqrt(clamp01(hurt * 1.6f));
            const float hole = clamp01(hurt * flaw.radius * canvas.pixelsPerUnit());
            const float torn = flaw.kind == FaultKind::Broken ? 0.5f * noiseAt(x * 60, y * 60, foam.seed + 8) : 0.1f * rough;
            colour = mix(colour, foam.inside * ((1 - 0.6f * bowl) * (1 + torn)), hole);
            height = mix(height, -foam.depth * (1 + 1.5f * bowl + torn), hole);
        }
        canvas.setColour(i, colour);
        canvas.height[i] = height;
        canvas.gloss[i] = foam.gloss;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
