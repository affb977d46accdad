#include "training/synth/wound_p.h"

namespace inference::synth {

Plane blot(const Canvas& canvas, const Wound& wound, const Edge& edge, Random& random)
{
    Plane cover(canvas.height.size(), 0);
    const float radius = wound.radius();
    const float stretch = random.logIn(0.6f, 1.6f);
    const float turns = random.unit();
    const float c = cosine(turns);
    const float s = sine(turns);
    const auto seed = std::uint32_t(random.next());
    const float lobes = random.in(0.8f, 1.8f);
    canvas.around(wound.x, wound.y, radius * 2.2f + 2 / canvas.pixelsPerUnit(), [&](float x, float y, std::size_t i) {
        const float dx = (x - wound.x) / radius;
        const float dy = (y - wound.y) / radius;
        const float u = (dx * c + dy * s) * stretch;
        const float v = (dy * c - dx * s) / stretch;
        const float border = 1 + edge.ragged * fractalAt(dx * lobes + 7, dy * lobes + 7, seed, 3);
        const float band = std::max(edge.soft, 1 / (radius * canvas.pixelsPerUnit()));
        cover[i] = smoothStep(border + band / 2, border - band / 2, lengthOf(u, v));
    });
    return cover;
}

std::vector<Point> path(Point from, float direction, float length, float bend, float tremble, Random& random)
{
    constexpr int steps = 24;
    std::vector<Point> points {from};
    for (int i = 0; i < steps; ++i) {
        direction += bend / steps + tremble * random.normal();
        from.x += length / steps * cosine(direction);
        from.y += length / steps * sine(direction);
        points.push_back(from);
    }
    return points;
}

void tint(Canvas& canvas, const Plane& cover, const Colour& colour, float opacity)
{
    for (std::size_t i = 0; i < cover.size(); ++i)
        if (cover[i] > 0)
            canvas.setColour(i, mix(canvas.colour(i), colour, cover[i] * opacity));
}

void darken(Canvas& canvas, const Plane& cover, const Colour& factor)
{
    for (std::size_t i = 0; i < cover.size(); ++i)
        if (cover[i] > 0) {
            canvas.red[i] *= mix(1, factor.r, cover[i]);
            canvas.green[i] *= mix(1, factor.g, cover[i]);
            canvas.blue[i] *= mix(1, factor.b, cover[i]);
        }
}

void lift(Canvas& canvas, const Plane& cover, float height)
{
    for (std::size_t i = 0; i < cover.size(); ++i)
        canvas.height[i] += cover[i] * height;
}

void polish(Canvas& canvas, const Plane& cover, float gloss)
{
    for (std::size_t i = 0; i < cover.size(); ++i)
        canvas.gloss[i] = mix(canvas.gloss[i], gloss, cover[i]);
}

void add(Plane& shape, const Plane& cover)
{
    for (std::size_t i = 0; i < cover.size(); ++i)
        shape[i] = std::max(shape[i], cover[i]);
}

Colour colourAround(const Canvas& canvas, float x, float y, float reach)
{
    Colour sum;
    float count = 0;
    canvas.around(x, y, reach, [&](float, float, std::size_t i) {
        sum = {sum.r + canvas.red[i], sum.g + canvas.green[i], sum.b + canvas.blue[i]};
        count += 1;
    });
    return sum * (1 / std::max(count, 1.0f));
}

Colour unlike(const Colour& other, float contrast, Random& random)
{
    const float shown = std::sqrt(clamp01(brightness(other)));
    const bool lighter = shown < 0.3f || (shown < 0.7f && random.chance(0.4f));
    const float value = clampTo(shown + (lighter ? contrast : -contrast) * random.in(0.7f, 1.1f), 0.02f, 0.98f);
    const float saturation = random.chance(0.6f) ? random.in(0, 0.2f) : random.in(0.2f, 0.85f);
    return hsv({random.unit(), saturation, value});
}

}  // namespace inference::synth
