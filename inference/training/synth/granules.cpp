#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// A layer of grains or stones, each with a colour and a face of its own.
struct Layer {
    float scale;     ///< cells per repeat
    float share;     ///< of cells that hold a grain
    std::uint32_t seed;
};

struct Heap {
    Lay lay;
    Layer layers[2];
    int count;
    float gap, round, facets, mottled, variety, relief, gloss;
    Colour colours[4];
    Colour below;

    static Heap drawn(Streams& streams);
};

Heap Heap::drawn(Streams& streams)
{
    Random& design = streams.design;
    Heap heap {};
    heap.lay = Lay::drawn(streams, 5, 46, 0.5f);
    heap.count = design.inclusive(1, 2);
    heap.layers[1] = {1, design.chance(0.6f) ? 1.0f : design.in(0.5f, 0.9f), heap.lay.seed + 11};
    heap.layers[0] = {design.in(1.8f, 3.5f), 1, heap.lay.seed + 41};
    heap.gap = design.in(0.04f, 0.25f);
    heap.round = design.in(0.15f, 0.6f);
    heap.facets = design.chance(0.5f) ? 0 : design.in(0.2f, 0.9f);
    heap.mottled = design.in(0.02f, 0.2f);
    heap.variety = design.in(0.1f, 0.6f);
    heap.relief = design.in(0.1f, 0.45f) / heap.lay.perUnit;
    heap.gloss = design.chance(0.3f) ? design.in(0.2f, 0.6f) : 0.05f;
    heap.colours[0] = paintColour(design);
    const bool kin = design.chance(0.7f);
    const float apart = design.in(0.03f, 0.15f);
    for (int k = 1; k < 4; ++k)
        heap.colours[k] = kin ? near(heap.colours[0], apart, design) : paintColour(design);
    heap.below = mix(heap.colours[0], grey(0.05f), design.in(0.4f, 0.95f));
    return heap;
}

}  // namespace

void paintGranules(Canvas& canvas, Streams streams, Fault)
{
    const Heap heap = Heap::drawn(streams);
    Cells small(heap.layers[0].seed);
    Cells large(heap.layers[1].seed);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        heap.lay.at(x, y, u, v);
        Colour colour = heap.below;
        float height = 0;
        const auto lay = [&](const Layer& layer, Cells& cells, float weight) {
            const float cu = u * layer.scale;
            const float cv = v * layer.scale;
            const Cell cell = cells.at(cu, cv);
            const auto own = [&](unsigned k) { return latticeValue(cell.x, cell.y, layer.seed + k); };
            if (own(1) > layer.share)
                return;
            const float inside = smoothStep(0, heap.round, cell.second - cell.nearest - heap.gap * (0.5f + own(2)));
            if (inside <= 0)
                return;
            const float tone = 1 + heap.variety * (own(3) - 0.5f) * 2 + heap.mottled * noiseAt(x * 130, y * 130, layer.seed);
            const Colour stone = heap.colours[int(own(4) * 3.999f)] * std::max(tone, 0.15f);
            const float tilt = heap.facets * ((own(5) - 0.5f) * (cu - float(cell.x) - 0.5f) + (own(6) - 0.5f) * (cv - float(cell.y) - 0.5f));
            colour = mix(colour, stone, std::min(1.0f, inside * 2.5f));
            height = mix(height, heap.relief * weight * (0.5f + std::sqrt(inside) + 2 * tilt), std::min(1.0f, inside * 2.5f));
        };
        if (heap.count > 1)
            lay(heap.layers[0], small, 1 / heap.layers[0].scale);
        lay(heap.layers[1], large, 1);
        canvas.setColour(i, colour);
        canvas.height[i] = height;
        canvas.gloss[i] = heap.gloss;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
