#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

struct Grid {
    Lay lay;
    int form;  ///< 0 round holes, 1 square, 2 slots, 3 honeycomb, 4 woven wire
    bool staggered;
    float hole, bevel, gloss;
    Colour metal, below;
    std::uint32_t seed;
};

Grid gridOf(Streams& streams)
{
    Random& design = streams.design;
    Grid grid {};
    grid.lay = Lay::drawn(streams, 6, 26, 0.03f, true);
    grid.form = design.below(5);
    grid.staggered = design.chance(0.5f) && grid.form < 3;
    grid.hole = design.in(0.22f, 0.4f);
    grid.bevel = design.in(0.02f, 0.12f);
    grid.gloss = design.in(0.1f, 0.7f);
    grid.metal = design.chance(0.6f) ? near(grey(design.in(0.35f, 0.85f)), 0.02f, design) : paintColour(design);
    grid.below = design.chance(0.7f) ? grey(design.in(0.02f, 0.2f)) : grey(design.in(0.7f, 0.95f));
    grid.seed = std::uint32_t(design.next());
    return grid;
}

/// How deep within the hole (positive) or in the sheet (negative), in cells, of the hole of cell (column, row).
float holeDepth(const Grid& grid, float x, float y)
{
    switch (grid.form) {
    case 0: return grid.hole - lengthOf(x, y);
    case 1: return -boxDistance(x, y, grid.hole, grid.hole, 0.06f);
    case 2: return -boxDistance(x, y, 0.42f, grid.hole * 0.55f, grid.hole * 0.5f);
    case 3: return -hexDistance(x, y, grid.hole + 0.06f);
    default: return std::min(0.5f - std::fabs(x), 0.5f - std::fabs(y)) - (0.5f - grid.hole) * 0.6f;
    }
}

}  // namespace

void paintMesh(Canvas& canvas, Streams streams, Fault fault)
{
    const Grid grid = gridOf(streams);
    const auto cellOf = [&](float u, float v, int& column, int& row, float& x, float& y) {
        const float tall = grid.form == 3 ? 0.8660254f : 1;
        row = floorInt(v / tall);
        const bool shifted = (grid.staggered || grid.form == 3) && (row & 1);
        column = floorInt(u + (shifted ? 0.5f : 0));
        x = u + (shifted ? 0.5f : 0) - float(column) - 0.5f;
        y = v - (float(row) + 0.5f) * tall;
    };
    int badColumn = 0;
    int badRow = 0;
    float moveX = 0;
    float moveY = 0;
    if (fault) {
        const Spot spot = Spot::drawn(fault.random);
        float u = 0;
        float v = 0;
        float x = 0;
        float y = 0;
        grid.lay.at(spot.x, spot.y, u, v);
        cellOf(u, v, badColumn, badRow, x, y);
        moveX = fault.random.either(0.1f, 0.2f) * fault.strength;
        moveY = fault.random.in(-0.15f, 0.15f) * fault.strength;
    }
    const float relief = 0.1f / grid.lay.perUnit;
    canvas.everywhere([&](float px, float py, std::size_t i) {
        float u = 0;
        float v = 0;
        grid.lay.at(px, py, u, v);
        int column = 0;
        int row = 0;
        float x = 0;
        float y = 0;
        cellOf(u, v, column, row, x, y);
        float depth = 0;
        const bool bad = fault && column == badColumn && row == badRow;
        if (bad && (fault.is(FaultKind::Misplaced) || fault.is(FaultKind::Broken)))
            depth = holeDepth(grid, x + moveX, y + moveY) + (fault.is(FaultKind::Broken) ? 0.14f : 0);
        else if (bad && fault.is(FaultKind::Missing))
            depth = -0.3f;
        else
            depth = holeDepth(grid, x, y);
        if (bad && fault.is(FaultKind::Extra))
            depth = std::max(depth, 0.16f - lengthOf(x - 0.45f, y - 0.45f));
        const float open = clamp01(depth * canvas.pixelsPerUnit() / grid.lay.perUnit + 0.5f);
        const float dirt = 1 + 0.08f * fractalAt(px * 40, py * 40, grid.lay.seed, 2);
        canvas.setColour(i, mix(grid.metal * dirt, grid.below, open));
        float height = -relief * smoothStep(-grid.bevel, 0.03f, depth);
        if (grid.form == 4 && open < 1) {  // wires over and under each other
            const bool along = 0.5f - std::fabs(x) < 0.5f - std::fabs(y);
            const float wave = ((column + row) & 1 ? 1.0f : -1.0f) * (along ? 1 : -1);
            height += relief * 0.5f * wave * (1 - open);
        }
        canvas.height[i] = height - 0.03f * open;
        canvas.gloss[i] = grid.gloss * (1 - open);
        canvas.solid[i] = 1 - open;
    });
}

}  // namespace inference::synth
