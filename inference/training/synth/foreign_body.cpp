#include "training/synth/painter_p.h"
#include "training/synth/wound_p.h"

namespace inference::synth {
namespace {

void paintFibre(Canvas& canvas, Plane& shape, const Wound& wound, const Colour& colour, float opacity, Random& random)
{
    const float pixel = 1 / canvas.pixelsPerUnit();
    const float pixels = random.logIn(0.8f, 2.2f);
    const float width = std::max(pixels * pixel, 0.004f * random.logIn(0.6f, 1.6f));
    const float length = clampTo(wound.area / width, 0.05f, 0.6f);
    const float direction = random.unit();
    const Point start {wound.x - length * 0.3f * cosine(direction), wound.y - length * 0.3f * sine(direction)};
    const auto points = path(start, direction - 0.1f, length, random.in(-0.9f, 0.9f), 0.03f, random);
    Plane cover(canvas.height.size(), 0);
    stroke(canvas, cover, points, [&](float) { return width; });
    tint(canvas, cover, colour, opacity);
    lift(canvas, cover, width * random.in(0.3f, 1.2f));
    polish(canvas, cover, random.in(0.05f, 0.5f));
    add(shape, cover);
}

void paintChip(Canvas& canvas, Plane& shape, const Wound& wound, const Colour& colour, float opacity, Random& random)
{
    // A piece with straight edges: what some half planes have in common.
    struct Side {
        float nx, ny, reach;
    };
    std::vector<Side> sides;
    const int corners = random.inclusive(3, 6);
    const float radius = wound.radius() * 1.1f;
    for (int k = 0; k < corners; ++k) {
        const float turns = (float(k) + random.in(-0.25f, 0.25f)) / float(corners);
        sides.push_back({cosine(turns), sine(turns), radius * random.in(0.6f, 1.1f)});
    }
    const float tiltX = random.in(-0.4f, 0.4f);
    const float tiltY = random.in(-0.4f, 0.4f);
    const Frame frame = Frame::turned(wound.x, wound.y, random.unit());
    Plane cover(canvas.height.size(), 0);
    canvas.around(wound.x, wound.y, radius * 2.5f, [&](float x, float y, std::size_t i) {
        float lx = 0;
        float ly = 0;
        frame.toLocal(x, y, lx, ly);
        float d = -9;
        for (const Side& side : sides)
            d = std::max(d, lx * side.nx + ly * side.ny - side.reach);
        cover[i] = clamp01(0.5f - d * canvas.pixelsPerUnit());
        canvas.height[i] += cover[i] * (radius * 0.35f + tiltX * lx + tiltY * ly);
    });
    tint(canvas, cover, colour, opacity);
    polish(canvas, cover, random.in(0.05f, 1));
    add(shape, cover);
}

void paintSpecks(Canvas& canvas, Plane& shape, const Wound& wound, const Colour& colour, float opacity, Random& random)
{
    const int count = random.inclusive(1, 12);
    const float spread = wound.radius() * (count == 1 ? 0 : random.in(1.5f, 4));
    Plane cover(canvas.height.size(), 0);
    for (int i = 0; i < count; ++i) {
        const float turns = random.unit();
        const float away = spread * std::sqrt(random.unit());
        const Wound speck {wound.x + away * cosine(turns), wound.y + away * sine(turns), wound.area / float(count) * random.logIn(0.4f, 1.8f), 1};
        add(cover, blot(canvas, speck, {0.5f, 0.3f}, random));
    }
    tint(canvas, cover, colour, opacity);
    lift(canvas, cover, wound.radius() / std::sqrt(float(count)) * random.in(0.1f, 0.6f));
    add(shape, cover);
}

}  // namespace

void paintForeignBody(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Colour around = colourAround(canvas, wound.x, wound.y, 0.04f);
    const Colour colour = unlike(around, 0.25f + 0.5f * random.unit(), random);
    const float opacity = clampTo(0.75f * wound.strength * random.in(0.7f, 1.4f), 0.25f, 1);
    const int kind = random.below(3);
    if (kind == 0)
        paintFibre(canvas, shape, wound, colour, opacity, random);
    else if (kind == 1)
        paintChip(canvas, shape, wound, colour, opacity, random);
    else
        paintSpecks(canvas, shape, wound, colour, opacity, random);
}

}  // namespace inference::synth
