#include "judging/zone_raster.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace inference::judging {
namespace {

/// Where the row of height `y` crosses the outline, ascending.
std::vector<double> crossings(const Polygon& outline, double y)
{
    std::vector<double> found;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point a = outline[i];
        const Point b = outline[(i + 1) % outline.size()];
        if ((a.y <= y) != (b.y <= y))
            found.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// `outline` in raster pixels.
void fill(ZoneRaster& raster, const Polygon& outline, std::uint8_t zone)
{
    double top = raster.height, bottom = 0;
    for (const Point& point : outline) {
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
    }
    const int first = std::max(0, int(std::floor(std::max(top - 0.5, 0.0))));
    const int last = int(std::min(std::ceil(bottom), double(raster.height)));
    for (int y = first; y < last; ++y) {
        const std::vector<double> edges = crossings(outline, y + 0.5);
        for (std::size_t i = 0; i + 1 < edges.size(); i += 2) {
            const double width = raster.width;
            const int begin = int(std::clamp(std::ceil(edges[i] - 0.5), 0.0, width));
            const int end = int(std::clamp(std::ceil(edges[i + 1] - 0.5), 0.0, width));
            const auto row = raster.zones.begin() + std::ptrdiff_t(y) * raster.width;
            std::fill(row + begin, row + std::max(begin, end), zone);
        }
    }
}

}  // namespace

ZoneRaster rasterOf(const Recipe& recipe, Size raster, Size image, const Placement* placement)
{
    if (raster.width < 1 || raster.height < 1 || image.width < 1 || image.height < 1)
        throw Error(ErrorCode::BadInput, {"size"});
    if (recipe.zones.size() > ZoneRaster::mostZones)
        throw Error(ErrorCode::BadInput, {"zones"});
    ZoneRaster result {raster.width, raster.height, {}};
    if (recipe.zones.empty() && recipe.dontCares.empty())
        return result;
    result.zones.assign(std::size_t(raster.width) * std::size_t(raster.height), ZoneRaster::rest);
    const Size drawn = recipe.drawnFor.width > 0 && recipe.drawnFor.height > 0 ? recipe.drawnFor : image;
    const auto stretched = [](Point point, Size from, Size to) {
        return Point {point.x * to.width / from.width, point.y * to.height / from.height};
    };
    const auto onRaster = [&](Polygon outline) {
        for (Point& point : outline)
            point = placement ? stretched(placed(stretched(point, drawn, image), *placement), image, raster) : stretched(point, drawn, raster);
        return outline;
    };
    for (std::size_t i = 0; i < recipe.zones.size(); ++i)
        fill(result, onRaster(recipe.zones[i].outline), std::uint8_t(i + 1));
    for (const DontCare& area : recipe.dontCares)
        fill(result, onRaster(area.outline), ZoneRaster::dontCare);
    return result;
}

const RegionRule& ruleOf(const Recipe& recipe, std::size_t zone)
{
    return zone == ZoneRaster::rest ? recipe.rule : recipe.zones.at(zone - 1).rule;
}

}  // namespace inference::judging
