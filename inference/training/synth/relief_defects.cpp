#include "training/synth/wound_p.h"

namespace inference::synth {

void paintPit(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const int count = random.chance(0.5f) ? 1 : random.inclusive(2, 14);
    const float spread = wound.radius() * (count > 1 ? random.in(1.5f, 3.5f) : 0);
    Plane cover(canvas.height.size(), 0);
    const bool round = random.chance(0.5f);
    for (int i = 0; i < count; ++i) {
        const float turns = random.unit();
        const float away = spread * std::sqrt(random.unit());
        const Wound pit {wound.x + away * cosine(turns), wound.y + away * sine(turns), wound.area / float(count) * random.logIn(0.4f, 1.8f), 1};
        add(cover, blot(canvas, pit, {round ? 0.1f : 0.7f, 0.35f}, random));
    }
    const float depth = std::min(0.05f, wound.radius() / std::sqrt(float(count)) * random.in(0.3f, 0.9f)) * wound.strength;
    lift(canvas, cover, -depth);
    const float keep = clampTo(1 - wound.strength * random.in(0.2f, 0.8f), 0.05f, 0.9f);
    darken(canvas, cover, {keep, keep, keep});
    polish(canvas, cover, 0.05f);
    add(shape, cover);
}

void paintDent(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const float radius = wound.radius() * 1.15f;
    const float stretch = random.logIn(0.55f, 1.8f);
    const float turns = random.unit();
    const float c = cosine(turns);
    const float s = sine(turns);
    const float flat = random.in(0, 0.5f);
    const float direction = random.chance(0.75f) ? -1.0f : 1.0f;
    const float slope = random.logIn(0.12f, 0.5f) * wound.strength;
    const auto seed = std::uint32_t(random.next());
    const float uneven = random.in(0, 0.3f);
    canvas.around(wound.x, wound.y, radius * 2, [&](float x, float y, std::size_t i) {
        const float dx = (x - wound.x) / radius;
        const float dy = (y - wound.y) / radius;
        const float u = (dx * c + dy * s) * stretch;
        const float v = (dy * c - dx * s) / stretch;
        const float r = lengthOf(u, v) * (1 + uneven * noiseAt(dx * 1.7f, dy * 1.7f, seed));
        const float bowl = smoothStep(1, flat, r);
        canvas.height[i] += direction * slope * radius * (1 - flat) * bowl;
        shape[i] = std::max(shape[i], smoothStep(1, 0.9f, r));
    });
}

}  // namespace inference::synth
