#include "core/tiling.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace inference {
namespace {

/// Tiles of `side` along an axis.
std::int64_t countAlong(int length, int side)
{
    if (side == 0 || length <= side)
        return 1;
    const std::int64_t step = std::max(1, int(side * (1 - tileOverlap)));
    return 1 + (length - side + step - 1) / step;
}

std::int64_t countOf(Size image, int side)
{
    return countAlong(image.width, side) * countAlong(image.height, side);
}

/// Where each of them begins.
std::vector<double> startsAlong(int length, int side)
{
    const std::int64_t count = countAlong(length, side);
    std::vector<double> starts;
    for (std::int64_t i = 0; i < count; ++i)
        starts.push_back(i == 0 ? 0 : std::round(double(length - side) * double(i) / double(count - 1)));
    return starts;
}

void requirePicture(Size image)
{
    if (image.width < 1 || image.height < 1)
        throw Error(ErrorCode::BadInput, {"image"});
}

}  // namespace

std::vector<Rect> tilesOf(Size image, int side)
{
    requirePicture(image);
    if (side < 0)
        throw Error(ErrorCode::BadInput, {"side"});
    if (const std::int64_t count = countOf(image, side); count > greatestTileCount)
        throw Error(ErrorCode::TilesTooMany, {std::to_string(image.width), std::to_string(image.height), std::to_string(side), std::to_string(count),
                                              std::to_string(greatestTileCount), std::to_string(leastTileSideFor(image))});
    const double width = side == 0 ? image.width : std::min(side, image.width);
    const double height = side == 0 ? image.height : std::min(side, image.height);
    std::vector<Rect> tiles;
    for (const double y : startsAlong(image.height, side))
        for (const double x : startsAlong(image.width, side))
            tiles.push_back({x, y, width, height});
    return tiles;
}

int leastTileSideFor(Size image)
{
    requirePicture(image);
    // The count never grows with the side.
    int tooSmall = leastTileSide - 1, enough = std::max({image.width, image.height, leastTileSide});
    while (enough - tooSmall > 1) {
        const int middle = tooSmall + (enough - tooSmall) / 2;
        (countOf(image, middle) > greatestTileCount ? tooSmall : enough) = middle;
    }
    return enough;
}

}  // namespace inference
