#include "training/synth/damage_p.h"

#include <array>

namespace inference::synth {
namespace {

using Bits = std::vector<std::uint8_t>;

/// Greatest (or, with `least`, smallest) value of a square around each pixel.
Bits widened(const Bits& from, int width, int height, int radius, bool least)
{
    const auto spread = [least](std::uint8_t* to, const std::uint8_t* other, int count) {
        if (least)
            for (int x = 0; x < count; ++x)
                to[x] = std::min(to[x], other[x]);
        else
            for (int x = 0; x < count; ++x)
                to[x] = std::max(to[x], other[x]);
    };
    Bits rows = from;
    for (int y = 0; y < height; ++y)
        for (int k = 1; k <= std::min(radius, width - 1); ++k) {
            const std::uint8_t* row = from.data() + std::size_t(y) * std::size_t(width);
            std::uint8_t* to = rows.data() + std::size_t(y) * std::size_t(width);
            spread(to, row + k, width - k);
            spread(to + k, row, width - k);
        }
    Bits result = rows;
    for (int y = 0; y < height; ++y)
        for (int other = std::max(0, y - radius); other <= std::min(height - 1, y + radius); ++other)
            spread(result.data() + std::size_t(y) * std::size_t(width), rows.data() + std::size_t(other) * std::size_t(width), width);
    return result;
}

Bits closed(const Bits& bits, const Window& window, int radius)
{
    return widened(widened(bits, window.width(), window.height(), radius, false), window.width(), window.height(), radius, true);
}

/// Greatest difference of the channels in the window, as it looks on a screen.
Plane difference(const Radiance& a, const Radiance& b, int side, const Window& window)
{
    Plane result(window.pixels(), 0);
    const auto add = [&](const Plane& x, const Plane& y) {
        for (int row = window.top; row < window.bottom; ++row) {
            float* to = result.data() + window.at(window.left, row);
            const std::size_t first = std::size_t(row) * std::size_t(side) + std::size_t(window.left);
            for (std::size_t i = 0; i < std::size_t(window.width()); ++i)
                to[i] = std::max(to[i], std::fabs(std::sqrt(std::max(x[first + i], 0.0f)) - std::sqrt(std::max(y[first + i], 0.0f))));
        }
    };
    add(a.red, b.red);
    add(a.green, b.green);
    add(a.blue, b.blue);
    return result;
}

/// Where the two differ at all.
Window changedWindow(const Canvas& a, const Canvas& b)
{
    const int side = a.side();
    Window window {side, side, 0, 0};
    const auto look = [&](const Plane& x, const Plane& y) {
        for (int row = 0; row < side; ++row) {
            const float* left = x.data() + a.at(0, row);
            const float* right = y.data() + a.at(0, row);
            const auto [from, other] = std::mismatch(left, left + side, right);
            if (from == left + side)
                continue;
            int last = side - 1;
            while (left[last] == right[last])
                --last;
            window = {std::min(window.left, int(from - left)), std::min(window.top, row), std::max(window.right, last + 1), std::max(window.bottom, row + 1)};
        }
    };
    look(a.red, b.red);
    look(a.green, b.green);
    look(a.blue, b.blue);
    look(a.height, b.height);
    look(a.gloss, b.gloss);
    return window;
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

/// `gap`: pixels between changed ones up to this far apart, in widths of the picture, belong to the defect too.
Bits maskOf(const Plane& differences, const Plane& shape, const Canvas& canvas, const Window& window, float gap)
{
    const float threshold = thresholdOf(differences);
    Bits changed(differences.size(), 0);
    for (std::size_t i = 0; i < changed.size(); ++i)
        changed[i] = differences[i] > threshold;
    const int small = std::max(1, floorInt(canvas.pixelsPerUnit() * gap));
    const int large = std::max(2, floorInt(canvas.pixelsPerUnit() * 0.02f));
    Bits mask = closed(changed, window, small);
    const Bits filled = closed(changed, window, large);
    for (int y = window.top; y < window.bottom; ++y)
        for (int x = window.left; x < window.right; ++x)
            if (shape[canvas.at(x, y)] > 0.5f && filled[window.at(x, y)])
                mask[window.at(x, y)] = 1;
    const Bits all = mask;
    const auto isSet = [&](int x, int y) { return x >= window.left && x < window.right && y >= window.top && y < window.bottom && all[window.at(x, y)]; };
    for (int y = window.top; y < window.bottom; ++y)  // a single pixel is no defect
        for (int x = window.left; x < window.right; ++x)
            if (!isSet(x - 1, y) && !isSet(x + 1, y) && !isSet(x, y - 1) && !isSet(x, y + 1))
                mask[window.at(x, y)] = 0;
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
    const float total = clampTo(random.logIn(0.0025f, 0.06f) * areaFactor, 0.0015f, 0.08f);
    const float strength = random.logIn(0.5f, 2) * (1 + 0.4f * float(attempt));
    for (int i = 0; i < count; ++i) {
        Wound wound = woundOn(scene.canvas, random);
        wound.area = total / float(count) * random.in(0.6f, 1.4f);
        wound.strength = std::min(strength, 3.5f);
        painter.paint(canvas, shape, wound, random.fork(std::uint64_t(i)));
    }
    if (attempt >= 8) {  // what a black or a wild surface hides shows in the end
        const Wound place = woundOn(scene.canvas, random);
        tint(canvas, shape, unlike(colourAround(scene.canvas, place.x, place.y, 0.1f), 0.7f, random), std::min(0.9f, 0.12f * float(attempt - 7)));
    }
    if (!painter.onTop)
        keepOffBackground(canvas, scene.canvas);
}

}  // namespace

Damage damaged(const Scene& scene, const DefectPainter& painter, int attempt, float areaFactor, Random random)
{
    Plane shape(scene.canvas.height.size(), 0);
    const bool bySurface = painter.fault != FaultKind::None && (scene.surface->faults & bitOf(painter.fault)) && attempt < 3;
    Canvas canvas = bySurface ? Canvas(floorInt(scene.canvas.pixelsPerUnit())) : scene.canvas;
    if (bySurface)
        scene.surface->paint(canvas, scene.streams, {painter.fault, random, random.fork(9).logIn(0.6f, 1.6f)});
    else
        paintWounds(canvas, shape, scene, painter, attempt, areaFactor, random);
    Damage damage {scene.good, Plane(shape.size(), 0)};
    const int side = canvas.side();
    const Window changed = changedWindow(scene.canvas, canvas);
    if (changed.empty())
        return damage;
    const Window window = changed.grown(lightReach(canvas), side);
    relight(canvas, scene.light, window, damage.radiance);
    const Bits mask = maskOf(difference(scene.good, damage.radiance, side, window), shape, canvas, window, bySurface ? 0.012f : 0.007f);
    for (int y = window.top; y < window.bottom; ++y)
        for (int x = window.left; x < window.right; ++x) {
            const std::size_t i = canvas.at(x, y);
            damage.mask[i] = mask[window.at(x, y)];
            if (!mask[window.at(x, y)]) {
                damage.radiance.red[i] = scene.good.red[i];
                damage.radiance.green[i] = scene.good.green[i];
                damage.radiance.blue[i] = scene.good.blue[i];
            }
        }
    return damage;
}

}  // namespace inference::synth
