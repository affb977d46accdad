#include "training/synth/light_p.h"

namespace inference::synth {
namespace {

/// 1 in full light .. 0: how far something between here and the lamp stands above the ray.
Plane shadowOf(const Canvas& canvas, const Light& light)
{
    const int side = canvas.side();
    Plane open(canvas.height.size(), 1);
    const auto [low, high] = std::minmax_element(canvas.height.begin(), canvas.height.end());
    const float greatest = (*high - *low) / light.slope;  // no shadow is longer
    const float step = std::max(1.0f, canvas.pixelsPerUnit() * std::min(greatest, 0.12f) / 7);
    const float dx = cosine(light.turns) * step;
    const float dy = sine(light.turns) * step;
    if (greatest * canvas.pixelsPerUnit() < 0.7f)
        return open;
    for (int k = 1; k <= 7; ++k) {
        const int ox = floorInt(dx * float(k) + 0.5f);
        const int oy = floorInt(dy * float(k) + 0.5f);
        const float rise = float(k) * step / canvas.pixelsPerUnit() * light.slope;
        const float softness = 1 / (0.004f + 0.25f * rise);
        const int left = std::max(0, -ox);
        const int right = std::min(side, side - ox);
        for (int y = std::max(0, -oy); y < std::min(side, side - oy); ++y) {
            const float* here = canvas.height.data() + canvas.at(0, y);
            const float* there = canvas.height.data() + canvas.at(0, y + oy) + ox;
            float* to = open.data() + canvas.at(0, y);
            for (int x = left; x < right; ++x) {
                const float blocked = 1 - (there[x] - here[x] - rise) * softness;
                to[x] = std::min(to[x], std::max(blocked, 0.0f));
            }
        }
    }
    return boxBlurred(open, side, 1);
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

Radiance lit(const Canvas& canvas, const Light& light)
{
    const int side = canvas.side();
    const float perUnit = canvas.pixelsPerUnit();
    const Plane open = shadowOf(canvas, light);
    const Plane around = boxBlurred(canvas.height, side, std::max(2, floorInt(perUnit * 0.018f)));
    const float lx = cosine(light.turns);
    const float ly = sine(light.turns);
    const float level = light.slope / std::sqrt(1 + light.slope * light.slope);  // what a flat surface receives
    const float direct = (1 - light.ambient) / level;
    const float flat = level / light.slope;
    Radiance result;
    result.resize(canvas.height.size());
    for (int y = 0; y < side; ++y) {
        const int above = std::max(y - 1, 0);
        const int below = std::min(y + 1, side - 1);
        const float hy = light.spotY - canvas.unitOf(y);
        for (int x = 0; x < side; ++x) {
            const std::size_t i = canvas.at(x, y);
            const float sx = (canvas.height[canvas.at(std::min(x + 1, side - 1), y)] - canvas.height[canvas.at(std::max(x - 1, 0), y)]) * 0.5f * perUnit;
            const float sy = (canvas.height[canvas.at(x, below)] - canvas.height[canvas.at(x, above)]) * 0.5f * perUnit;
            const float up = 1 / std::sqrt(1 + sx * sx + sy * sy);
            const float towards = std::max(0.0f, up * (level - flat * (sx * lx + sy * ly)));
            const float depth = (around[i] - canvas.height[i]) * 40;
            const float hollow = 1 - light.cavity * clamp01(depth / (1 + std::fabs(depth)));
            const float lamp = 1 - light.shadow * (1 - open[i]);
            const float strength = hollow * (light.ambient * (0.4f + 0.6f * lamp) + direct * towards * lamp);
            // A highlight where the slope mirrors the lamp to the camera.
            const float hx = light.spotX - canvas.unitOf(x);
            const float offX = 0.45f * hx + sx;
            const float offY = 0.45f * hy + sy;
            const float lobe = 1 / (1 + light.sharpness * (offX * offX + offY * offY));
            const float shine = canvas.gloss[i] * light.shine * lamp * lobe * lobe;
            result.red[i] = canvas.red[i] * strength + shine;
            result.green[i] = canvas.green[i] * strength + shine;
            result.blue[i] = canvas.blue[i] * strength + shine;
        }
    }
    return result;
}

}  // namespace inference::synth
