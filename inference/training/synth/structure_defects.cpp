#include "training/synth/wound_p.h"

namespace inference::synth {
namespace {

/// Every property of the canvas at a place between pixels.
struct Sample {
    Colour colour;
    float height, gloss;
};

Sample sampleAt(const Canvas& canvas, float x, float y)
{
    const float last = float(canvas.side()) - 1.001f;
    const float cx = clampTo((x + Canvas::margin) * canvas.pixelsPerUnit() - 0.5f, 0, last);
    const float cy = clampTo((y + Canvas::margin) * canvas.pixelsPerUnit() - 0.5f, 0, last);
    const int ix = int(cx);
    const int iy = int(cy);
    const float tx = cx - float(ix);
    const float ty = cy - float(iy);
    const std::size_t i = canvas.at(ix, iy);
    const std::size_t j = i + std::size_t(canvas.side());
    const auto between = [&](const Plane& plane) { return mix(mix(plane[i], plane[i + 1], tx), mix(plane[j], plane[j + 1], tx), ty); };
    return {{between(canvas.red), between(canvas.green), between(canvas.blue)}, between(canvas.height), between(canvas.gloss)};
}

void putSample(Canvas& canvas, std::size_t i, const Sample& sample, float cover)
{
    canvas.setColour(i, mix(canvas.colour(i), sample.colour, cover));
    canvas.height[i] = mix(canvas.height[i], sample.height, cover);
    canvas.gloss[i] = mix(canvas.gloss[i], sample.gloss, cover);
}

/// Replaces what the cover covers by what lies where `source(x, y)` points.
template <class Source> void resample(Canvas& canvas, const Plane& cover, const Wound& wound, Source source)
{
    const Canvas before = canvas;
    canvas.around(wound.x, wound.y, wound.radius() * 2.5f + 2 / canvas.pixelsPerUnit(), [&](float x, float y, std::size_t i) {
        if (cover[i] > 0) {
            const Point from = source(x, y);
            putSample(canvas, i, sampleAt(before, from.x, from.y), cover[i]);
        }
    });
}

/// A torn or cut edge: without it a moved piece of a surface without order would not be one that anybody can tell.
void cutEdge(Canvas& canvas, const Plane& cover, float strength)
{
    Plane edge(cover.size());
    for (std::size_t i = 0; i < edge.size(); ++i)
        edge[i] = clamp01(4 * cover[i] * (1 - cover[i]));
    lift(canvas, edge, -0.003f * strength);
    const float keep = clampTo(1 - 0.35f * strength, 0.3f, 0.9f);
    darken(canvas, edge, {keep, keep, keep});
}

}  // namespace

void paintSmear(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Plane cover = blot(canvas, wound, {random.in(0.2f, 0.6f), random.in(0.2f, 0.6f)}, random);
    const float turns = random.unit();
    const float length = clampTo(wound.radius() * random.in(0.6f, 1.4f), 0.02f, 0.15f);
    const float dx = length * cosine(turns);
    const float dy = length * sine(turns);
    constexpr int taps = 9;
    const Canvas before = canvas;
    canvas.around(wound.x, wound.y, wound.radius() * 2.5f + 2 / canvas.pixelsPerUnit(), [&](float x, float y, std::size_t i) {
        if (cover[i] <= 0)
            return;
        Sample sum {};
        for (int k = 0; k < taps; ++k) {
            const float t = float(k) / (taps - 1) - 0.5f;
            const Sample one = sampleAt(before, x + dx * t, y + dy * t);
            sum.colour = {sum.colour.r + one.colour.r / taps, sum.colour.g + one.colour.g / taps, sum.colour.b + one.colour.b / taps};
            sum.height += one.height / taps;
            sum.gloss += one.gloss / taps;
        }
        putSample(canvas, i, sum, cover[i]);
    });
    const float tone = 1 + wound.strength * random.in(-0.25f, 0.25f);
    darken(canvas, cover, {tone, tone, tone});
    add(shape, cover);
}

void paintBroken(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Plane cover = blot(canvas, wound, {random.in(0.1f, 0.5f), random.in(0.1f, 0.4f)}, random);
    const float radius = wound.radius();
    const int kind = random.below(3);
    const float turns = random.unit();
    if (kind == 0) {  // twisted around its middle
        const float twist = random.either(0.1f, 0.3f) * wound.strength;
        resample(canvas, cover, wound, [&](float x, float y) {
            const float dx = x - wound.x;
            const float dy = y - wound.y;
            const float t = twist * clamp01(1.3f - lengthOf(dx, dy) / radius);
            const float c = cosine(t);
            const float s = sine(t);
            return Point {wound.x + dx * c - dy * s, wound.y + dy * c + dx * s};
        });
    } else if (kind == 1) {  // dragged aside
        const float away = radius * random.in(0.3f, 0.9f) * wound.strength;
        const float dx = away * cosine(turns);
        const float dy = away * sine(turns);
        resample(canvas, cover, wound, [&](float x, float y) { return Point {x - dx, y - dy}; });
    } else {  // crumpled
        const auto seed = std::uint32_t(random.next());
        const float fine = random.in(1.5f, 4) / radius;
        const float amount = radius * random.in(0.2f, 0.5f) * wound.strength;
        resample(canvas, cover, wound, [&](float x, float y) {
            return Point {x + amount * noiseAt(x * fine, y * fine, seed), y + amount * noiseAt(x * fine, y * fine, seed + 1)};
        });
    }
    cutEdge(canvas, cover, wound.strength * random.in(0.4f, 1.2f));
    if (random.chance(0.6f)) {
        const auto seed = std::uint32_t(random.next());
        const float relief = radius * random.in(0.02f, 0.12f) * wound.strength;
        canvas.around(wound.x, wound.y, radius * 2.5f, [&](float x, float y, std::size_t i) {
            canvas.height[i] += cover[i] * relief * noiseAt(x * 3 / radius, y * 3 / radius, seed);
        });
    }
    add(shape, cover);
}

void paintErased(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Plane cover = blot(canvas, wound, {random.in(0, 0.3f), random.in(0.1f, 0.4f)}, random);
    const Colour flat = colourAround(canvas, wound.x, wound.y, wound.radius() * 1.5f);
    tint(canvas, cover, flat * random.in(0.8f, 1.2f), clampTo(wound.strength, 0.5f, 0.95f));
    float low = 9;
    canvas.around(wound.x, wound.y, wound.radius(), [&](float, float, std::size_t i) { low = std::min(low, canvas.height[i]); });
    for (std::size_t i = 0; i < cover.size(); ++i)
        canvas.height[i] = mix(canvas.height[i], low, cover[i] * 0.9f);
    polish(canvas, cover, random.in(0.02f, 0.4f));
    add(shape, cover);
}

void paintPasted(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Plane cover = blot(canvas, wound, {random.in(0, 0.4f), 0.1f}, random);
    const float turns = random.in(0.1f, 0.9f);
    const float c = cosine(turns);
    const float s = sine(turns);
    const float away = random.unit();
    const float ox = wound.x < 0.5f ? 0.25f : -0.25f;
    const float oy = 0.2f * cosine(away);
    resample(canvas, cover, wound, [&](float x, float y) {
        const float dx = x - wound.x;
        const float dy = y - wound.y;
        return Point {wound.x + ox + dx * c - dy * s, wound.y + oy + dy * c + dx * s};
    });
    const float tone = 1 + wound.strength * random.either(0.12f, 0.4f);
    darken(canvas, cover, {std::max(tone, 0.3f), std::max(tone, 0.3f), std::max(tone, 0.3f)});
    cutEdge(canvas, cover, wound.strength * random.in(0.2f, 1));
    lift(canvas, cover, 0.003f * random.unit() * wound.strength);
    add(shape, cover);
}

void paintGhost(Canvas& canvas, Plane& shape, const Wound& wound, Random random)
{
    const Plane cover = blot(canvas, wound, {random.in(0, 0.2f), 0.2f}, random);
    const Canvas before = canvas;
    const float turns = random.unit();
    const float away = clampTo(wound.radius() * random.in(0.3f, 0.7f), 0.012f, 0.08f);
    const float dx = away * cosine(turns);
    const float dy = away * sine(turns);
    const Colour ink = unlike(colourAround(canvas, wound.x, wound.y, wound.radius()), 0.3f + 0.4f * random.unit(), random);
    const bool lines = random.chance(0.6f);
    const float pitch = random.in(0.012f, 0.035f);
    const float slant = random.unit();
    const float c = cosine(slant);
    const float s = sine(slant);
    const float opacity = clampTo(0.6f * wound.strength, 0.2f, 0.9f);
    canvas.around(wound.x, wound.y, wound.radius() * 2.2f, [&](float x, float y, std::size_t i) {
        if (cover[i] <= 0)
            return;
        if (lines) {  // ink of a worn plate
            const float line = fraction((x * c + y * s) / pitch);
            canvas.setColour(i, mix(canvas.colour(i), ink, cover[i] * opacity * smoothStep(0.6f, 0.45f, line)));
        } else {
            const Sample other = sampleAt(before, x + dx, y + dy);
            canvas.setColour(i, mix(canvas.colour(i), mix(canvas.colour(i), other.colour, 0.5f) * (1 - 0.25f * opacity), cover[i] * opacity));
        }
    });
    add(shape, cover);
}

}  // namespace inference::synth
