#include "training/synth/wound_p.h"

namespace inference::synth {
namespace {

/// The inner border of a blot, 0..1.
Plane rimOf(const Canvas& canvas, const Plane& cover, float width)
{
    const int radius = std::max(1, floorInt(width * canvas.pixelsPerUnit()));
    Plane rim = boxBlurred(cover, canvas.side(), canvas.side(), radius);
    for (std::size_t i = 0; i < rim.size(); ++i)
        rim[i] = cover[i] * smoothStep(0.95f, 0.55f, rim[i]);
    return rim;
}

}  // namespace

void paintStain(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Colour around = colourAround(canvas, wound.x, wound.y, 0.04f);
    const bool wet = random.chance(0.35f);
    const Colour colour = unlike(around, 0.2f + 0.6f * random.unit(), random);
    Wound main = wound;
    main.area *= 0.85f;
    Plane cover = blot(canvas, main, {random.in(0.2f, 0.9f), random.in(0.1f, 0.6f)}, random);
    if (random.chance(0.4f)) {  // splashes
        const int drops = random.inclusive(2, 9);
        for (int i = 0; i < drops; ++i) {
            const float turns = random.unit();
            const float away = wound.radius() * random.in(1.1f, 2.6f);
            const Wound drop {wound.x + away * cosine(turns), wound.y + away * sine(turns), wound.area * random.in(0.005f, 0.04f), 1};
            add(cover, blot(canvas, drop, {0.2f, 0.3f}, random));
        }
    }
    const float opacity = clampTo(0.5f * wound.strength * random.in(0.5f, 1.5f), 0.12f, 0.97f);
    if (random.chance(0.5f)) {
        const float thin = random.in(0.3f, 1);  // what soaks in is thinner in its middle than at its rim
        const Plane rim = rimOf(canvas, cover, wound.radius() * random.in(0.1f, 0.3f));
        tint(canvas, cover, colour, opacity * thin);
        tint(canvas, rim, colour * random.in(0.6f, 1), opacity);
    } else {
        tint(canvas, cover, colour, opacity);
    }
    if (wet) {
        polish(canvas, cover, random.in(0.5f, 1));
        lift(canvas, cover, 0.003f * random.unit() * wound.strength);
    }
    add(shape, cover);
}

void paintColourShift(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Plane cover = blot(canvas, wound, {random.in(0, 0.7f), random.in(0.2f, 1)}, random);
    const float amount = wound.strength * random.in(0.2f, 0.5f);
    if (random.chance(0.4f)) {  // lighter or darker only
        const float factor = random.chance(0.5f) ? 1 / (1 + amount * 1.6f) : 1 + amount * 1.6f;
        darken(canvas, cover, {factor, factor, factor});
    } else {
        const Colour hue = hsv({random.unit(), random.in(0.4f, 0.9f), 1});
        const float level = 1 / std::max(0.2f, brightness(hue));
        const Colour factor = mix({1, 1, 1}, hue * level, std::min(1.0f, amount * 1.5f));
        darken(canvas, cover, factor);
    }
    add(shape, cover);
}

void paintBurn(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Plane halo = blot(canvas, wound, {random.in(0.2f, 0.6f), random.in(0.6f, 1.2f)}, random);
    Wound inner = wound;
    inner.area *= random.in(0.1f, 0.5f);
    const Plane core = blot(canvas, inner, {random.in(0.3f, 0.8f), 0.4f}, random);
    const float strength = clampTo(wound.strength * random.in(0.5f, 1.1f), 0.2f, 1.4f);
    const Colour scorched {mix(1, 0.45f, std::min(1.0f, strength)), mix(1, 0.25f, std::min(1.0f, strength)), mix(1, 0.1f, std::min(1.0f, strength))};
    darken(canvas, halo, scorched);
    tint(canvas, core, hsv({0.06f, 0.5f, random.in(0.03f, 0.15f)}), clampTo(0.7f * strength, 0, 0.97f));
    if (random.chance(0.5f)) {  // blisters
        const auto seed = std::uint32_t(random.next());
        canvas.around(wound.x, wound.y, wound.radius() * 2, [&](float x, float y, std::size_t i) {
            canvas.height[i] += core[i] * 0.004f * strength * noiseAt(x * 90, y * 90, seed);
        });
    }
    polish(canvas, core, 0.05f);
    add(shape, halo);
}

}  // namespace inference::synth
