#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

struct Cloth {
    Lay lay;
    int binding;           ///< 0 plain, 1 twill, 2 broad twill, 3 basket
    Colour warp, weft, stripe;
    int stripeEvery;       ///< threads; 0: none
    float width, relief, fluff, gap;
    std::uint32_t threads;
};

Cloth clothOf(Streams& streams)
{
    Random& design = streams.design;
    Cloth cloth {};
    cloth.lay = Lay::drawn(streams, 14, 62, 0.25f);
    cloth.binding = design.below(4);
    cloth.warp = paintColour(design);
    cloth.weft = design.chance(0.6f) ? near(cloth.warp, 0.04f, design) : paintColour(design);
    cloth.stripe = paintColour(design);
    cloth.stripeEvery = design.chance(0.25f) ? design.inclusive(4, 14) : 0;
    cloth.width = design.in(0.8f, 1.05f);
    cloth.relief = design.in(0.1f, 0.35f) / cloth.lay.perUnit;
    cloth.fluff = design.in(0.05f, 0.2f);
    cloth.gap = design.in(0.15f, 0.6f);
    cloth.threads = std::uint32_t(design.next());
    return cloth;
}

bool warpIsOver(int i, int j, int binding)
{
    switch (binding) {
    case 0: return ((i + j) & 1) != 0;
    case 1: return (((i + j) % 3) + 3) % 3 == 0;
    case 2: return (((i + j) % 4) + 4) % 4 < 2;
    default: return (((i >> 1) + (j >> 1)) & 1) != 0;
    }
}

/// One thread, over a stretch of its length, is gone, pulled aside or swollen.
struct Pulled {
    FaultKind kind = FaultKind::None;
    bool warp = true;
    int thread = 0;
    float from = 0, to = 0, shift = 0;

    Pulled(const Lay& lay, Fault& fault)
        : kind(fault.kind)
    {
        if (!fault)
            return;
        const Spot spot = Spot::drawn(fault.random);
        float u = 0;
        float v = 0;
        lay.at(spot.x, spot.y, u, v);
        warp = fault.random.chance(0.5f);
        thread = floorInt(warp ? u : v);
        const float length = fault.random.logIn(2, lay.perUnit * 0.45f) * fault.strength;
        from = (warp ? v : u) - length / 2;
        to = from + length;
        shift = fault.random.either(0.4f, 0.9f);
    }
    /// 0..1 along the stretch
    float within(float along) const { return smoothStep(from, from + 1, along) * smoothStep(to, to - 1, along); }
};

}  // namespace

void paintWeave(Canvas& canvas, Streams streams, Fault fault)
{
    const Cloth cloth = clothOf(streams);
    const Pulled pulled(cloth.lay, fault);
    const Colour dark = mix(cloth.warp, cloth.weft, 0.5f) * (1 - cloth.gap);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        cloth.lay.at(x, y, u, v);
        if (pulled.kind == FaultKind::Misplaced || pulled.kind == FaultKind::Broken) {
            float& across = pulled.warp ? u : v;
            const float off = across - float(pulled.thread) - 0.5f;
            const float near = smoothStep(2.5f, 0.5f, std::fabs(off));
            across += pulled.shift * near * pulled.within(pulled.warp ? v : u);
        }
        const int column = floorInt(u);
        const int row = floorInt(v);
        bool over = warpIsOver(column, row, cloth.binding);
        float swollen = 1;
        if ((pulled.warp ? column : row) == pulled.thread && pulled.kind != FaultKind::None) {
            const float amount = pulled.within(pulled.warp ? v : u);
            if (pulled.kind == FaultKind::Missing && amount > 0.5f)
                over = !pulled.warp;
            if (pulled.kind == FaultKind::Extra && amount > 0.5f) {
                over = pulled.warp;
                swollen = 1.5f;
            }
        }
        const float across = (over ? u - float(column) : v - float(row)) - 0.5f;
        const float along = (over ? v - float(row) : u - float(column)) - 0.5f;
        const int thread = over ? column : row;
        const float half = 0.5f * cloth.width * std::min(swollen, 1.2f);
        const float round = 1 - across * across / (half * half);
        const float arch = 0.55f + 0.45f * (1 - 4 * along * along);
        const bool striped = cloth.stripeEvery > 0 && thread % cloth.stripeEvery == 0;
        const Colour yarn = striped ? cloth.stripe : over ? cloth.warp : cloth.weft;
        const float tone = 0.9f + 0.2f * latticeValue(thread, over ? 1 : 2, cloth.threads);
        const float fibres = 1 + cloth.fluff * noiseAt((over ? u : v) * 9 + (over ? v : u) * 2.5f, (over ? v : u) * 2.5f, cloth.threads);
        const float shade = std::sqrt(std::max(round, 0.0f)) * arch;
        canvas.setColour(i, mix(dark, yarn * (tone * fibres), clamp01(shade * 1.6f)));
        canvas.height[i] = cloth.relief * shade * swollen;
        canvas.gloss[i] = 0.06f;
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
