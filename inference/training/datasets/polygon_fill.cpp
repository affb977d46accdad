#include "training/datasets/polygon_fill_p.h"

#include <algorithm>
#include <cmath>

namespace inference::datasets {

void fillPolygon(Mask& mask, const Polygon& outline)
{
    if (outline.empty())
        return;
    const auto [top, bottom] = std::ranges::minmax(outline, {}, &Point::y);
    const int first = int(std::clamp(std::floor(top.y - 0.5), 0.0, double(mask.height)));
    const int last = int(std::clamp(std::ceil(bottom.y), 0.0, double(mask.height)));
    const double width = mask.width;
    std::vector<double> crossings;
    for (int row = first; row < last; ++row) {
        const double y = row + 0.5;
        crossings.clear();
        for (std::size_t i = 0; i < outline.size(); ++i) {
            const Point a = outline[i];
            const Point b = outline[i + 1 < outline.size() ? i + 1 : 0];
            if ((a.y <= y) != (b.y <= y))
                crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
        std::ranges::sort(crossings);
        const auto pixels = mask.pixels.begin() + std::ptrdiff_t(row) * mask.width;
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const auto begin = std::ptrdiff_t(std::clamp(std::ceil(crossings[i] - 0.5), 0.0, width));
            const auto end = std::ptrdiff_t(std::clamp(std::ceil(crossings[i + 1] - 0.5), 0.0, width));
            std::fill(pixels + begin, pixels + std::max(begin, end), std::uint8_t(1));
        }
    }
}

}  // namespace inference::datasets
