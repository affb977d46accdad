#pragma once

#include "core/image.h"
#include "core/placement.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tests {

/// A part drawn by a formula, so that it can lie anywhere to fractions of a pixel: a plate with a bar, two holes and a soft edge.
inline double brightnessOfPart(double x, double y)
{
    const auto edge = [](double inside) { return 1 / (1 + std::exp(-inside / 2)); };  // some pixels wide
    const double plate = edge(130 - std::abs(x - 320)) * edge(90 - std::abs(y - 240));
    const double bar = edge(60 - std::abs(x - 290)) * edge(14 - std::abs(y - 270 - 0.2 * (x - 290)));
    const double hole = edge(26 - std::hypot(x - 395, y - 205)), smaller = edge(14 - std::hypot(x - 240, y - 195));
    return 60 + 120 * plate + 50 * bar - 100 * hole - 70 * smaller;
}

/// 640 x 480 times `scale`, grey; `placement` is of the picture in its own pixels.
inline inference::Image pictureOfPart(const inference::Placement& placement, double scale = 1, double contrast = 1, double brightness = 0, double noise = 0)
{
    inference::Image image = inference::makeImage(int(640 * scale), int(480 * scale), 1);
    std::uint32_t random = 1;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const inference::Point at = inference::unplaced({x + 0.5, y + 0.5}, placement);
            random = random * 1664525u + 1013904223u;
            const double grain = noise * (double(random >> 8) / double(1u << 24) - 0.5);
            image.row(y)[x] = std::uint8_t(std::clamp(std::lround(contrast * brightnessOfPart(at.x / scale, at.y / scale) + brightness + grain), 0L, 255L));
        }
    return image;
}

}  // namespace tests
