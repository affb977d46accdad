#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// A motif that repeats on cloth, foil or wallpaper.
struct Motif {
    Lay lay;
    int form;  ///< 0 dots, 1 rings, 2 squares, 3 hexagons, 4 crosses, 5 stripes, 6 checks
    bool staggered;
    float size, threads, weave, worn;
    Colour ground, ink, second;

    static Motif drawn(Streams& streams);
    /// Distance to the motif's edge in cells, negative within.
    float distance(float x, float y) const
    {
        switch (form) {
        case 0: return lengthOf(x, y) - size;
        case 1: return std::fabs(lengthOf(x, y) - size) - 0.07f;
        case 2: return boxDistance(x, y, size, size, 0.03f);
        case 3: return hexDistance(x, y, size);
        case 4: return std::min(boxDistance(x, y, size, size * 0.3f, 0), boxDistance(x, y, size * 0.3f, size, 0));
        case 5: return std::fabs(y) - size * 0.6f;
        default: return std::min(std::fabs(x), std::fabs(y)) - size * 0.5f;
        }
    }
};

Motif Motif::drawn(Streams& streams)
{
    Random& design = streams.design;
    Motif motif {};
    motif.lay = Lay::drawn(streams, 4, 18, 0.06f, true);
    motif.form = design.below(7);
    motif.staggered = design.chance(0.5f);
    motif.size = design.in(0.2f, 0.4f);
    motif.threads = design.chance(0.6f) ? design.in(60, 130) : 0;
    motif.weave = design.in(0.04f, 0.15f);
    motif.worn = design.in(0.02f, 0.12f);
    motif.ground = paintColour(design);
    motif.ink = paintColour(design);
    motif.second = design.chance(0.3f) ? paintColour(design) : motif.ink;
    if (std::fabs(std::sqrt(brightness(motif.ground)) - std::sqrt(brightness(motif.ink))) < 0.15f)
        motif.ink = motif.ground * (brightness(motif.ground) > 0.3f ? 0.35f : 2.5f);
    return motif;
}

}  // namespace

void paintPrinted(Canvas& canvas, Streams streams, Fault fault)
{
    const Motif motif = Motif::drawn(streams);
    int badColumn = 0;
    int badRow = 0;
    float moveX = 0;
    float moveY = 0;
    const auto cellOf = [&](float u, float v, int& column, int& row, float& x, float& y) {
        row = floorInt(v);
        const float shift = motif.staggered && (row & 1) ? 0.5f : 0;
        column = floorInt(u + shift);
        x = u + shift - float(column) - 0.5f;
        y = v - float(row) - 0.5f;
    };
    if (fault) {
        const Spot spot = Spot::drawn(fault.random);
        float u = 0;
        float v = 0;
        motif.lay.at(spot.x, spot.y, u, v);
        cellOf(u, v, badColumn, badRow, moveX, moveY);
        moveX = fault.random.either(0.12f, 0.25f) * fault.strength;
        moveY = fault.random.in(-0.2f, 0.2f) * fault.strength;
    }
    const auto seed = motif.lay.seed;
    canvas.everywhere([&](float px, float py, std::size_t i) {
        float u = 0;
        float v = 0;
        motif.lay.at(px, py, u, v);
        int column = 0;
        int row = 0;
        float x = 0;
        float y = 0;
        cellOf(u, v, column, row, x, y);
        float d = motif.distance(x, y);
        if (fault && column == badColumn && row == badRow) {
            if (fault.is(FaultKind::Missing))
                d = 1;
            else if (fault.is(FaultKind::Extra))
                d = std::min(d, lengthOf(x - 0.3f, y - 0.3f) - 0.16f);
            else
                d = motif.distance(x - moveX, y - moveY);
        }
        const float ink = clamp01(0.5f - d * canvas.pixelsPerUnit() / motif.lay.perUnit);
        const float worn = 1 - motif.worn * (0.5f + 0.5f * fractalAt(px * 50, py * 50, seed, 2));
        Colour colour = mix(motif.ground, (column + row) & 1 ? motif.second : motif.ink, ink * worn);
        float height = 0;
        if (motif.threads > 0) {
            const float weave = cosine(px * motif.threads) * cosine(py * motif.threads);
            colour = colour * (1 + motif.weave * weave);
            height = 0.0006f * weave;
        }
        canvas.setColour(i, colour * (1 + 0.04f * noiseAt(px * 170, py * 170, seed)));
        canvas.height[i] = height;
        canvas.gloss[i] = motif.threads > 0 ? 0.04f : 0.25f;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
