#include "training/synth/damage_p.h"

#include <array>

namespace inference::synth {
namespace {

using Bits = std::vector<std::uint8_t>;

/// Greatest (or, with `least`, smallest) value of a square around each pixel.
Bits widened(const Bits& from, int side, int radius, bool least)
{
    const auto choose = [least](std::uint8_t a, std::uint8_t b) { return least ? std::min(a, b) : std::max(a, b); };
    Bits rows = from;
    Bits result = from;
    for (int y = 0; y < side; ++y)
        for (int k = 1; k <= radius; ++k) {
            const std::uint8_t* row = from.data() + std::size_t(y) * std::size_t(side);
            std::uint8_t* to = rows.data() + std::size_t(y) * std::size_t(side);
            for (int x = 0; x < side - k; ++x)
                to[x] = choose(to[x], row[x + k]);
            for (int x = k; x < side; ++x)
                to[x] = choose(to[x], row[x - k]);
        }
    result = rows;
    for (int y = 0; y < side; ++y)
        for (int k = 1; k <= radius; ++k)
            for (const int other : {y - k, y + k}) {
                if (other < 0 || other >= side)
                    continue;
                const std::uint8_t* row = rows.data() + std::size_t(other) * std::size_t(side);
                std::uint8_t* to = result.data() + std::size_t(y) * std::size_t(side);
                for (int x = 0; x < side; ++x)
                    to[x] = choose(to[x], row[x]);
            }
    return result;
}

Bits closed(const Bits& bits, int side, int radius)
{
    return widened(widened(bits, side, radius, false), side, radius, true);
}

/// Greatest difference of the channels, as it looks on a screen.
Plane difference(const Radiance& a, const Radiance& b)
{
    Plane result(a.red.size(), 0);
    const auto add = [&](const Plane& x, const Plane& y) {
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i] = std::max(result[i], std::fabs(std::sqrt(std::max(x[i], 0.0f)) - std::sqrt(std::max(y[i], 0.0f))));
    };
    add(a.red, b.red);
    add(a.green, b.green);
    add(a.blue, b.blue);
    return result;
}

/// From where on a difference counts: a little of what the defect has at its strongest.
float thresholdOf(const Plane& differences)
{
    constexpr float least = 2.5f / 255;
    std::array<int, 256> histogram {};
    int count = 0;
    for (const float d : differences)
        if (d > least) {
            ++histogram[std::size_t(std::min(d, 1.0f) * 255)];
            ++count;
        }
    int above = 0;
    int level = 255;
    while (level > 0 && above + histogram[std::size_t(level)] <= count / 10)
        above += histogram[std::size_t(level--)];
    return clampTo(0.12f * float(level) / 255, least, 7.0f / 255);
}

Bits maskOf(const Plane& differences, const Plane& shape, const Canvas& canvas)
{
    const float threshold = thresholdOf(differences);
    Bits changed(differences.size(), 0);
    for (std::size_t i = 0; i < changed.size(); ++i)
        changed[i] = differences[i] > threshold;
    const int side = canvas.side();
    const int small = std::max(1, floorInt(canvas.pixelsPerUnit() * 0.007f));
    const int large = std::max(2, floorInt(canvas.pixelsPerUnit() * 0.02f));
    Bits mask = closed(changed, side, small);
    const Bits filled = closed(changed, side, large);
    for (std::size_t i = 0; i < mask.size(); ++i)
        if (shape[i] > 0.5f && filled[i])
            mask[i] = 1;
    for (int y = 1; y + 1 < side; ++y)  // a single pixel is no defect
        for (int x = 1; x + 1 < side; ++x) {
            const std::size_t i = canvas.at(x, y);
            if (mask[i] && !mask[i - 1] && !mask[i + 1] && !mask[i - std::size_t(side)] && !mask[i + std::size_t(side)])
                mask[i] = 0;
        }
    return mask;
}

Wound woundOn(const Canvas& canvas, Random& random)
{
    Wound wound;
    for (int i = 0; i < 60; ++i) {
        wound.x = random.in(0.06f, 0.94f);
        wound.y = random.in(0.06f, 0.94f);
        if (canvas.solid[canvas.at(canvas.indexOf(wound.x), canvas.indexOf(wound.y))] > 0.6f)
            break;
    }
    return wound;
}

/// A defect ends where the part does.
void keepOffBackground(Canvas& damaged, const Canvas& good)
{
    for (std::size_t i = 0; i < good.solid.size(); ++i) {
        const float s = good.solid[i];
        if (s >= 1)
            continue;
        damaged.setColour(i, mix(good.colour(i), damaged.colour(i), s));
        damaged.height[i] = mix(good.height[i], damaged.height[i], s);
        damaged.gloss[i] = mix(good.gloss[i], damaged.gloss[i], s);
    }
}

void paintWounds(Canvas& canvas, Plane& shape, const Scene& scene, const DefectPainter& painter, int attempt, float areaFactor, Random& random)
{
    const int count = random.chance(0.6f) ? 1 : random.chance(0.5f) ? 2 : random.inclusive(3, 4);
    const float total = clampTo(random.logIn(0.001f, 0.05f) * areaFactor, 0.0006f, 0.06f);
    const float strength = random.logIn(0.35f, 1.8f) * (1 + 0.15f * float(attempt));
    for (int i = 0; i < count; ++i) {
        Wound wound = woundOn(scene.canvas, random);
        wound.area = total / float(count) * random.in(0.6f, 1.4f);
        wound.strength = std::min(strength, 2.5f);
        painter.paint(canvas, shape, wound, random.fork(std::uint64_t(i)));
    }
    if (attempt >= 8) {  // whatever the surface hides shows in the end
        const float tone = 1 + 0.12f * float(attempt - 7) * random.sign();
        darken(canvas, shape, {tone, tone, tone});
    }
    if (!painter.onTop)
        keepOffBackground(canvas, scene.canvas);
}

}  // namespace

Damage damaged(const Scene& scene, const DefectPainter& painter, int attempt, float areaFactor, Random random)
{
    Plane shape(scene.canvas.height.size(), 0);
    const bool bySurface = painter.fault != FaultKind::None && (scene.surface->faults & bitOf(painter.fault)) && attempt < 6;
    Canvas canvas = bySurface ? Canvas(floorInt(scene.canvas.pixelsPerUnit())) : scene.canvas;
    if (bySurface)
        scene.surface->paint(canvas, scene.streams, {painter.fault, random, random.fork(9).logIn(0.6f, 1.6f)});
    else
        paintWounds(canvas, shape, scene, painter, attempt, areaFactor, random);
    Damage damage;
    damage.radiance = lit(canvas, scene.light);
    damage.mask = maskOf(difference(scene.good, damage.radiance), shape, canvas);
    for (std::size_t i = 0; i < damage.mask.size(); ++i)
        if (!damage.mask[i]) {
            damage.radiance.red[i] = scene.good.red[i];
            damage.radiance.green[i] = scene.good.green[i];
            damage.radiance.blue[i] = scene.good.blue[i];
        }
    return damage;
}

}  // namespace inference::synth
