#include "widgets/placed_shapes.h"

#include "widgets/zone_shapes.h"

#include <algorithm>

namespace widgets {
namespace {

using inference::Point;
using inference::Polygon;

template <typename Move>
Polygon moved(Polygon outline, const Move& move)
{
    for (Point& point : outline)
        point = move(point);
    return outline;
}

/// Each shape with the outline that `change` makes of its own; without those that are left with none.
template <typename Change>
CutShapes changed(const ShapeSet& shapes, const Change& change)
{
    CutShapes result {{{}, {}, shapes.drawnFor}, 0};
    const auto add = [&](auto shape, auto& list) {
        shape.outline = change(shape.outline);
        if (shape.outline.size() >= 3)
            list.push_back(std::move(shape));
        else
            ++result.lost;
    };
    for (const inference::Zone& zone : shapes.zones)
        add(zone, result.shapes.zones);
    for (const inference::DontCare& area : shapes.dontCares)
        add(area, result.shapes.dontCares);
    return result;
}

Polygon insideOf(inference::Size picture, const Polygon& outline)
{
    const bool inside = std::ranges::all_of(outline, [picture](Point point) {
        return point.x >= 0 && point.x <= picture.width && point.y >= 0 && point.y <= picture.height;
    });
    return inside ? outline : clipped(outline, {0, 0, double(picture.width), double(picture.height)});
}

}  // namespace

ShapeSet placedShapes(ShapeSet drawn, const inference::Placement& placement)
{
    return changed(drawn, [&placement](const Polygon& outline) { return moved(outline, [&placement](Point point) { return placed(point, placement); }); }).shapes;
}

CutShapes unplacedShapes(const ShapeSet& seen, const ShapeSet& drawn, const inference::Placement& placement)
{
    // Shapes may have come and gone, so they are known by what was seen of them.
    std::vector<std::pair<Polygon, Polygon>> known;
    changed(drawn, [&](const Polygon& outline) {
        known.emplace_back(moved(outline, [&placement](Point point) { return placed(point, placement); }), outline);
        return outline;
    });
    return changed(seen, [&](const Polygon& outline) {
        if (const auto same = std::ranges::find(known, outline, &std::pair<Polygon, Polygon>::first); same != known.end())
            return same->second;
        return insideOf(seen.drawnFor, moved(outline, [&placement](Point point) { return unplaced(point, placement); }));
    });
}

CutShapes insidePicture(const ShapeSet& shapes)
{
    return changed(shapes, [&shapes](const Polygon& outline) { return insideOf(shapes.drawnFor, outline); });
}

}  // namespace widgets
