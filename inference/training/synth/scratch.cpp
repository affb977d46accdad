#include "training/synth/wound_p.h"

namespace inference::synth {

void paintScratch(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const float pixel = 1 / canvas.pixelsPerUnit();
    const int count = random.chance(0.55f) ? 1 : random.inclusive(2, 7);
    const float bend = random.chance(0.5f) ? random.in(-0.04f, 0.04f) : random.in(-0.4f, 0.4f);
    const float direction = random.unit();
    const float pixels = random.logIn(0.8f, 2.6f);
    const float thin = std::max(pixels * pixel, 0.004f * random.logIn(0.6f, 1.6f));
    const float length = clampTo(wound.area / (thin * float(count)), 0.04f, 0.75f);
    const float width = clampTo(wound.area / (length * float(count)), 0.6f * pixel, 0.014f);
    const Colour around = colourAround(canvas, wound.x, wound.y, 0.03f);
    const Colour colour = unlike(around, 0.2f + 0.5f * wound.strength * random.unit(), random);
    const float opacity = clampTo(0.55f * wound.strength * random.in(0.6f, 1.3f), 0.1f, 0.95f);
    const float depth = random.in(0.2f, 1.0f) * 0.004f * wound.strength;
    const auto seed = std::uint32_t(random.next());
    Plane cover(canvas.height.size(), 0);
    for (int i = 0; i < count; ++i) {
        const float aside = (float(i) - float(count - 1) / 2) * width * random.in(1.5f, 4);
        const float own = direction + 0.012f * random.normal();
        const float from = length * random.in(0.4f, 0.6f);
        const Point start {wound.x - from * cosine(own) - aside * sine(own), wound.y - from * sine(own) + aside * cosine(own)};
        const auto points = path(start, own - bend / 2, length * random.in(0.6f, 1), bend, 0.004f, random);
        stroke(canvas, cover, points, [&](float t) {
            const float pressure = 0.75f + 0.5f * noiseAt(t * 9, float(i) * 3.7f, seed);
            return width * pressure * smoothStep(0, 0.12f, t) * smoothStep(1, 0.85f, t) + 0.2f * pixel;
        });
    }
    Plane edge = boxBlurred(cover, canvas.side(), canvas.side(), 1);
    lift(canvas, edge, depth * 0.4f);
    lift(canvas, cover, -depth);
    tint(canvas, cover, colour, opacity);
    polish(canvas, cover, random.in(0.1f, 0.8f));
    add(shape, cover);
}

void paintCrack(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const float pixel = 1 / canvas.pixelsPerUnit();
    const float pixels = random.logIn(0.9f, 2.2f);
    const float width = std::max(pixels * pixel, 0.003f * random.logIn(0.7f, 2.0f));
    const float length = clampTo(wound.area / width * 0.6f, 0.05f, 0.7f);
    Plane cover(canvas.height.size(), 0);
    const float direction = random.unit();
    const Point start {wound.x - length / 2 * cosine(direction), wound.y - length / 2 * sine(direction)};
    const auto trunk = path(start, direction, length, random.in(-0.15f, 0.15f), 0.045f, random);
    const auto taper = [&](float share) { return [=](float t) { return width * share * (1 - 0.75f * t) * smoothStep(-0.02f, 0.08f, t); }; };
    stroke(canvas, cover, trunk, taper(1));
    const int branches = random.below(5);
    for (int i = 0; i < branches; ++i) {
        const auto k = std::size_t(random.inclusive(3, 18));
        const float away = angleOf(trunk[k + 1].x - trunk[k].x, trunk[k + 1].y - trunk[k].y) + random.either(0.06f, 0.2f);
        const float reach = length * random.in(0.12f, 0.45f);
        const auto branch = path(trunk[k], away, reach, random.in(-0.1f, 0.1f), 0.05f, random);
        stroke(canvas, cover, branch, taper(0.7f));
    }
    lift(canvas, cover, -0.012f * wound.strength);
    const float keep = clampTo(0.5f - 0.3f * wound.strength * random.in(0.6f, 1.2f), 0.04f, 0.6f);
    darken(canvas, cover, {keep, keep, keep});
    polish(canvas, cover, 0.02f);
    add(shape, cover);
}

}  // namespace inference::synth
