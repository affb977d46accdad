#include "training/synth/canvas_p.h"

namespace inference::synth {

Colour hsv(const Tone& tone)
{
    const auto channel = [&](float place) {
        const float k = fraction((place + tone.hue * 6) / 6) * 6;
        const float shown = tone.value * (1 - tone.saturation * clamp01(std::min(k, 4 - k)));
        return shown * shown;
    };
    return {channel(5), channel(3), channel(1)};
}

Colour near(const Colour& base, float amount, Random& random)
{
    const auto moved = [&](float value) {
        const float shown = clampTo(std::sqrt(value) + amount * random.normal(), 0.01f, 1);
        return shown * shown;
    };
    const float r = moved(base.r);
    const float g = moved(base.g);
    return {r, g, moved(base.b)};
}

Canvas::Canvas(int pictureSize)
    : m_side(floorInt(float(pictureSize) * (1 + 2 * margin)) + 2)
    , m_perUnit(float(pictureSize))
{
    for (Plane* plane : {&red, &green, &blue, &height, &gloss, &solid})
        plane->assign(std::size_t(m_side) * std::size_t(m_side), 0);
}

Plane cropped(const Plane& plane, int side, const Window& window)
{
    Plane result(window.pixels());
    for (int y = window.top; y < window.bottom; ++y)
        std::copy_n(plane.data() + std::size_t(y) * std::size_t(side) + window.left, window.width(), result.data() + window.at(window.left, y));
    return result;
}

Plane boxBlurred(const Plane& plane, int width, int height, int radius)
{
    if (radius < 1)
        return plane;
    const float scale = 1 / float(2 * radius + 1);
    const int lastX = width - 1;
    const int lastY = height - 1;
    Plane rows(plane.size());
    for (int y = 0; y < height; ++y) {
        const float* from = plane.data() + std::size_t(y) * std::size_t(width);
        float* to = rows.data() + std::size_t(y) * std::size_t(width);
        float sum = 0;
        for (int k = -radius; k <= radius; ++k)
            sum += from[std::clamp(k, 0, lastX)];
        for (int x = 0; x < width; ++x) {
            to[x] = sum * scale;
            sum += from[std::min(x + radius + 1, lastX)] - from[std::max(x - radius, 0)];
        }
    }
    Plane result(plane.size());
    Plane sums(std::size_t(width), 0);
    const auto row = [&](int y) { return rows.data() + std::size_t(std::clamp(y, 0, lastY)) * std::size_t(width); };
    for (int k = -radius; k <= radius; ++k)
        for (int x = 0; x < width; ++x)
            sums[std::size_t(x)] += row(k)[x];
    for (int y = 0; y < height; ++y) {
        float* to = result.data() + std::size_t(y) * std::size_t(width);
        const float* in = row(y + radius + 1);
        const float* out = row(y - radius);
        for (int x = 0; x < width; ++x) {
            to[x] = sums[std::size_t(x)] * scale;
            sums[std::size_t(x)] += in[x] - out[x];
        }
    }
    return result;
}

}  // namespace inference::synth
