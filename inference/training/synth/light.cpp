#include "training/synth/light_p.h"

namespace inference::synth {
namespace {

/// Where the ray to the lamp is looked at, in pixels of a picture 160 wide.
constexpr float shadowSteps[] = {1, 2, 3.2f, 5, 7.5f, 11, 16};

int hollowRadius(const Canvas& canvas)
{
    return std::max(2, floorInt(canvas.pixelsPerUnit() * 0.018f));
}

/// 1 in full light .. 0: how far something between here and the lamp stands above the ray.
Plane shadowOf(const Canvas& canvas, const Light& light, const Window& window)
{
    const int side = canvas.side();
    const Window near = window.grown(lightReach(canvas), side);
    float low = canvas.height[canvas.at(near.left, near.top)];
    float high = low;
    for (int y = near.top; y < near.bottom; ++y) {
        const float* row = canvas.height.data() + canvas.at(0, y);
        for (int x = near.left; x < near.right; ++x) {
            low = std::min(low, row[x]);
            high = std::max(high, row[x]);
        }
    }
    Plane open(window.pixels(), 1);
    for (const float stepOf160 : shadowSteps) {
        const float distance = stepOf160 * canvas.pixelsPerUnit() / 160;
        const float rise = distance / canvas.pixelsPerUnit() * light.slope;
        if (rise > high - low)
            break;
        const int ox = floorInt(cosine(light.turns) * distance + 0.5f);
        const int oy = floorInt(sine(light.turns) * distance + 0.5f);
        const float softness = 1 / (0.004f + 0.25f * rise);
        const int left = std::max(window.left, -ox);
        const int right = std::min(window.right, side - ox);
        for (int y = std::max(window.top, -oy); y < std::min(window.bottom, side - oy); ++y) {
            const float* here = canvas.height.data() + canvas.at(left, y);
            const float* there = canvas.height.data() + canvas.at(left + ox, y + oy);
            float* to = open.data() + window.at(left, y);
            for (int x = 0; x < right - left; ++x) {
                const float blocked = 1 - (there[x] - here[x] - rise) * softness;
                to[x] = std::min(to[x], std::max(blocked, 0.0f));
            }
        }
    }
    return boxBlurred(open, window.width(), window.height(), 1);
}

}  // namespace

Light Light::drawn(Random& setUp, Random& image)
{
    Light light;
    light.turns = setUp.unit() + image.in(-0.05f, 0.05f);
    light.slope = setUp.logIn(0.5f, 2.5f);
    light.ambient = setUp.in(0.25f, 0.65f);
    light.shine = setUp.chance(0.3f) ? setUp.in(0.5f, 1.2f) : setUp.in(0.05f, 0.5f);
    light.sharpness = setUp.logIn(4, 40);
    light.spotX = 0.5f + 0.7f * cosine(light.turns) * setUp.unit() + image.in(-0.08f, 0.08f);
    light.spotY = 0.5f + 0.7f * sine(light.turns) * setUp.unit() + image.in(-0.08f, 0.08f);
    light.shadow = setUp.in(0.2f, 0.75f);
    light.cavity = setUp.in(0.2f, 0.8f);
    return light;
}

int lightReach(const Canvas& canvas)
{
    return floorInt(shadowSteps[std::size(shadowSteps) - 1] * canvas.pixelsPerUnit() / 160) + hollowRadius(canvas) + 3;
}

void relight(const Canvas& canvas, const Light& light, const Window& window, Radiance& radiance)
{
    const int side = canvas.side();
    const float perUnit = canvas.pixelsPerUnit();
    const Window shaded = window.grown(1, side);
    const Plane open = shadowOf(canvas, light, shaded);
    const int radius = hollowRadius(canvas);
    const Window wide = window.grown(radius, side);
    const Plane around = boxBlurred(cropped(canvas.height, side, wide), wide.width(), wide.height(), radius);
    const float lx = cosine(light.turns);
    const float ly = sine(light.turns);
    const float level = light.slope / std::sqrt(1 + light.slope * light.slope);  // what a flat surface receives
    const float direct = (1 - light.ambient) / level;
    const float flat = level / light.slope;
    const Light lamps = light;  // a copy, which no row written can be a part of
    Plane strengthRow(std::size_t(side), 0);  // what a white point of the row sends back
    Plane shineRow(std::size_t(side), 0);
    for (int y = window.top; y < window.bottom; ++y) {
        const float* __restrict above = canvas.height.data() + canvas.at(0, std::max(y - 1, 0));
        const float* __restrict here = canvas.height.data() + canvas.at(0, y);
        const float* __restrict below = canvas.height.data() + canvas.at(0, std::min(y + 1, side - 1));
        const float* __restrict openRow = open.data() + shaded.at(shaded.left, y);
        const float* __restrict aroundRow = around.data() + wide.at(wide.left, y);
        const std::size_t first = canvas.at(0, y);
        const float* __restrict gloss = canvas.gloss.data() + first;
        float* __restrict strengths = strengthRow.data();
        float* __restrict shines = shineRow.data();
        const float hy = lamps.spotY - canvas.unitOf(y);
        const auto pixel = [=](int x, int before, int after) {
            const float sx = (here[after] - here[before]) * 0.5f * perUnit;
            const float sy = (below[x] - above[x]) * 0.5f * perUnit;
            const float up = 1 / std::sqrt(1 + sx * sx + sy * sy);
            const float towards = std::max(0.0f, up * (level - flat * (sx * lx + sy * ly)));
            const float depth = std::max(0.0f, (aroundRow[x - wide.left] - here[x]) * 40);
            const float hollow = 1 - lamps.cavity * (depth / (1 + depth));
            const float lamp = 1 - lamps.shadow * (1 - openRow[x - shaded.left]);
            strengths[x] = hollow * (lamps.ambient * (0.4f + 0.6f * lamp) + direct * towards * lamp);
            // A highlight where the slope mirrors the lamp to the camera.
            const float offX = 0.45f * (lamps.spotX - ((float(x) + 0.5f) / perUnit - Canvas::margin)) + sx;
            const float offY = 0.45f * hy + sy;
            const float lobe = 1 / (1 + lamps.sharpness * (offX * offX + offY * offY));
            shines[x] = gloss[x] * lamps.shine * lamp * lobe * lobe;
        };
        const int left = std::max(window.left, 1);
        const int right = std::min(window.right, side - 1);
        if (window.left == 0)
            pixel(0, 0, 1);
        for (int x = left; x < right; ++x)
            pixel(x, x - 1, x + 1);
        if (window.right == side)
            pixel(side - 1, side - 2, side - 1);
        const auto reflect = [&](const Plane& from, Plane& to) {
            const float* __restrict colour = from.data() + first;
            float* __restrict result = to.data() + first;
            for (int x = window.left; x < window.right; ++x)
                result[x] = colour[x] * strengths[x] + shines[x];
        };
        reflect(canvas.red, radiance.red);
        reflect(canvas.green, radiance.green);
        reflect(canvas.blue, radiance.blue);
    }
}

Radiance lit(const Canvas& canvas, const Light& light)
{
    Radiance result;
    result.resize(canvas.height.size());
    relight(canvas, light, canvas.whole(), result);
    return result;
}

}  // namespace inference::synth
