#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

struct Wall {
    Lay lay;
    int bond;  ///< 0 stacked, 1 half a tile on, 2 a third, 3 herringbone-like: every second row turned colour
    float length, joint, bevel, vary, speckle, rough, gloss;
    Colour body, second, mortar;
    float secondShare;
    std::uint32_t seed;
};

Wall wallOf(Streams& streams)
{
    Random& design = streams.design;
    Wall wall {};
    wall.lay = Lay::drawn(streams, 3, 14, 0.02f, true);
    wall.bond = design.below(3);
    wall.length = design.chance(0.5f) ? 1 : design.in(1.5f, 3.2f);
    wall.joint = design.in(0.025f, 0.11f);
    wall.bevel = design.in(0.01f, 0.06f);
    wall.vary = design.in(0.01f, 0.15f);
    wall.speckle = design.in(0, 0.2f);
    wall.rough = design.chance(0.5f) ? design.in(0.02f, 0.1f) : 0;
    wall.gloss = design.chance(0.5f) ? design.in(0.3f, 0.9f) : 0.05f;
    wall.body = paintColour(design);
    wall.second = design.chance(0.4f) ? paintColour(design) : near(wall.body, 0.05f, design);
    wall.mortar = grey(design.in(0.25f, 0.9f));
    wall.secondShare = design.in(0, 0.5f);
    wall.seed = std::uint32_t(design.next());
    return wall;
}

struct Tile {
    int column, row;
    float x, y;  ///< within it, from its middle, in tile heights
};

Tile tileAt(const Wall& wall, float u, float v)
{
    Tile tile {};
    tile.row = floorInt(v);
    const float shift = wall.bond == 0 ? 0 : wall.bond == 1 ? 0.5f * float(tile.row & 1) : float(((tile.row % 3) + 3) % 3) / 3;
    const float along = u / wall.length + shift;
    tile.column = floorInt(along);
    tile.x = (along - float(tile.column) - 0.5f) * wall.length;
    tile.y = v - float(tile.row) - 0.5f;
    return tile;
}

}  // namespace

void paintTiles(Canvas& canvas, Streams streams, Fault fault)
{
    const Wall wall = wallOf(streams);
    const std::uint32_t place = wall.lay.seed;
    Tile bad {};
    float moveX = 0;
    float moveY = 0;
    float turn = 0;
    float cut = 0;
    if (fault) {
        const Spot spot = Spot::drawn(fault.random);
        float u = 0;
        float v = 0;
        wall.lay.at(spot.x, spot.y, u, v);
        bad = tileAt(wall, u, v);
        moveX = fault.random.in(-0.12f, 0.12f) * fault.strength;
        moveY = fault.random.either(0.08f, 0.16f) * fault.strength;
        turn = fault.random.either(0.01f, 0.03f) * fault.strength;
        cut = fault.random.in(0.1f, 0.45f) * fault.strength;
    }
    const float c = cosine(turn);
    const float s = sine(turn);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        wall.lay.at(x, y, u, v);
        Tile tile = tileAt(wall, u, v);
        float corner = 9;
        bool missing = false;
        if (fault && tile.column == bad.column && tile.row == bad.row) {
            missing = fault.is(FaultKind::Missing);
            if (fault.is(FaultKind::Misplaced)) {
                const float mx = tile.x - moveX;
                const float my = tile.y - moveY;
                tile.x = mx * c + my * s;
                tile.y = my * c - mx * s;
            }
            if (fault.is(FaultKind::Broken))
                corner = (wall.length * 0.5f - tile.x) + (0.5f - tile.y) - cut * (1 + 0.5f * noiseAt(x * 40, y * 40, place)) - wall.joint;
        }
        const float own = latticeValue(tile.column, tile.row, place);
        const float wobble = wall.rough * noiseAt(x * 30, y * 30, place) * 0.5f;
        const float edge = std::min({wall.length * 0.5f - std::fabs(tile.x), 0.5f - std::fabs(tile.y), corner}) - wall.joint / 2 + wobble;
        const float body = missing ? 0 : clamp01(edge * canvas.pixelsPerUnit() / wall.lay.perUnit + 0.5f);
        const bool second = latticeValue(tile.column, tile.row, place + 1) < wall.secondShare;
        const float speckle = fractalAt(x * 60, y * 60, place + 2, 2);
        const Colour face = (second ? wall.second : wall.body) * (1 + wall.vary * 2 * (own - 0.5f)) * std::max(0.2f, 1 + wall.speckle * speckle);
        const Colour joint = wall.mortar * (1 + 0.15f * speckle);
        canvas.setColour(i, mix(joint, face, body));
        const float rise = smoothStep(0, wall.bevel, edge) * (missing ? 0 : 1);
        canvas.height[i] = 0.25f / wall.lay.perUnit * 0.25f * rise + 0.002f * wall.rough * 10 * speckle / wall.lay.perUnit + 0.0006f * speckle * (1 - body);
        canvas.gloss[i] = body * wall.gloss;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
