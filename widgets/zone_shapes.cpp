#include "widgets/zone_shapes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace widgets {

using inference::Point;
using inference::Polygon;
using inference::Size;

namespace {

constexpr double tolerance = 0.25;  // image pixels between an ellipse and its outline
constexpr std::size_t leastVertices = 3;

/// Twice the area of the triangle: positive when c lies to the right of a -> b (y points down).
double turn(Point a, Point b, Point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool inBox(Point a, Point b, Point point)
{
    return std::min(a.x, b.x) <= point.x && point.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= point.y
        && point.y <= std::max(a.y, b.y);
}

/// Whether two closed segments have a point in common.
bool meet(Point a, Point b, Point c, Point d)
{
    const double abc = turn(a, b, c);
    const double abd = turn(a, b, d);
    const double cda = turn(c, d, a);
    const double cdb = turn(c, d, b);
    if (((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0)))
        return true;
    return (abc == 0 && inBox(a, b, c)) || (abd == 0 && inBox(a, b, d)) || (cda == 0 && inBox(c, d, a))
        || (cdb == 0 && inBox(c, d, b));
}

/// Whether the line turns back on itself at `corner`.
bool foldsBack(Point before, Point corner, Point after)
{
    const double along = (before.x - corner.x) * (after.x - corner.x) + (before.y - corner.y) * (after.y - corner.y);
    return turn(before, corner, after) == 0 && along >= 0;
}

Point onSegment(Point a, Point b, Point point)
{
    if (a.x == b.x)  // exact, as borders and rectangles are
        return {a.x, std::clamp(point.y, std::min(a.y, b.y), std::max(a.y, b.y))};
    if (a.y == b.y)
        return {std::clamp(point.x, std::min(a.x, b.x), std::max(a.x, b.x)), a.y};
    const double x = b.x - a.x;
    const double y = b.y - a.y;
    const double length = x * x + y * y;
    const double share = std::clamp(((point.x - a.x) * x + (point.y - a.y) * y) / length, 0.0, 1.0);
    return {a.x + share * x, a.y + share * y};
}

/// `by` along one axis, for what spans low..high in an image of `size`.
double boundedMove(double by, double low, double high, double size)
{
    const double least = std::min(-low, 0.0);
    const double most = std::max(size - high, 0.0);
    return std::clamp(by, low < 0 ? 0.0 : least, high > size ? 0.0 : most);
}

/// Keeps what lies on the good side of one border; `depth` is >= 0 there.
template<class Depth> Polygon cut(const Polygon& outline, Depth depth)
{
    Polygon kept;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point a = outline[i];
        const Point b = outline[(i + 1) % outline.size()];
        const double before = depth(a);
        const double after = depth(b);
        if (before >= 0)
            kept.push_back(a);
        if ((before >= 0) != (after >= 0)) {
            const double share = before / (before - after);
            kept.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
        }
    }
    return kept;
}

}  // namespace

double distance(Point a, Point b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

Polygon rectangleOutline(Point corner, Point opposite)
{
    const auto [left, right] = std::minmax(corner.x, opposite.x);
    const auto [top, bottom] = std::minmax(corner.y, opposite.y);
    return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

Polygon ellipseOutline(Point corner, Point opposite)
{
    const Point centre {(corner.x + opposite.x) / 2, (corner.y + opposite.y) / 2};
    const double across = std::abs(corner.x - opposite.x) / 2;
    const double down = std::abs(corner.y - opposite.y) / 2;
    // A chord over the angle 2 pi / n lies r (1 - cos(pi / n)) inside a circle of radius r.
    const double radius = std::max({across, down, 1.0});
    const int needed = int(std::ceil(std::numbers::pi / std::acos(1 - tolerance / radius)));
    const int quarter = std::clamp((needed + 3) / 4, 3, 24);
    Polygon outline;
    for (int side = 0; side < 4; ++side)
        for (int i = 0; i < quarter; ++i) {
            // By quarters, so that the extreme points are exact.
            const double angle = std::numbers::pi / 2 * i / quarter;
            const double c = i == 0 ? 1 : std::cos(angle);
            const double s = i == 0 ? 0 : std::sin(angle);
            const Point unit = side == 0 ? Point {c, s} : side == 1 ? Point {-s, c} : side == 2 ? Point {-c, -s} : Point {s, -c};
            outline.push_back({centre.x + across * unit.x, centre.y + down * unit.y});
        }
    return outline;
}

Point squareCorner(Point corner, Point towards, Size image)
{
    const double x = towards.x < corner.x ? -1 : 1;
    const double y = towards.y < corner.y ? -1 : 1;
    double side = std::max(std::abs(towards.x - corner.x), std::abs(towards.y - corner.y));
    side = std::min({side, x < 0 ? corner.x : image.width - corner.x, y < 0 ? corner.y : image.height - corner.y});
    return {corner.x + x * side, corner.y + y * side};
}

inference::Rect boundsOf(const Polygon& outline)
{
    if (outline.empty())
        return {};
    const auto [left, right] = std::ranges::minmax(outline, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(outline, {}, &Point::y);
    return {left.x, top.y, right.x - left.x, bottom.y - top.y};
}

bool contains(const Polygon& outline, Point point)
{
    bool inside = false;
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const Point a = outline[i];
        const Point b = outline[j];
        if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

std::optional<NearPlace> nearestVertex(const Polygon& outline, Point point)
{
    std::optional<NearPlace> nearest;
    for (std::size_t i = 0; i < outline.size(); ++i)
        if (const double away = distance(outline[i], point); !nearest || away < nearest->distance)
            nearest = {int(i), outline[i], away};
    return nearest;
}

std::optional<NearPlace> nearestEdge(const Polygon& outline, Point point)
{
    std::optional<NearPlace> nearest;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point at = onSegment(outline[i], outline[(i + 1) % outline.size()], point);
        if (const double away = distance(at, point); !nearest || away < nearest->distance)
            nearest = {int(i), at, away};
    }
    return nearest;
}

Polygon withVertex(Polygon outline, int edge, Point at)
{
    outline.insert(outline.begin() + edge + 1, at);
    return outline;
}

Polygon withoutVertex(Polygon outline, int vertex)
{
    if (outline.size() > leastVertices)
        outline.erase(outline.begin() + vertex);
    return outline;
}

Polygon withMovedVertex(Polygon outline, int vertex, Point to)
{
    outline[std::size_t(vertex)] = to;
    return outline;
}

Polygon moved(Polygon outline, Point by)
{
    for (Point& point : outline)
        point = {point.x + by.x, point.y + by.y};
    return outline;
}

Point keptInside(Point point, Size image)
{
    if (image.width <= 0 || image.height <= 0)
        return point;
    return {std::clamp(point.x, 0.0, double(image.width)), std::clamp(point.y, 0.0, double(image.height))};
}

Point moveInside(const Polygon& outline, Point by, Size image)
{
    if (outline.empty() || image.width <= 0 || image.height <= 0)
        return by;
    const inference::Rect box = boundsOf(outline);
    return {boundedMove(by.x, box.x, box.x + box.width, image.width), boundedMove(by.y, box.y, box.y + box.height, image.height)};
}

Polygon clipped(const Polygon& outline, const inference::Rect& area)
{
    Polygon kept = cut(outline, [&](Point p) { return p.x - area.x; });
    kept = cut(kept, [&](Point p) { return area.x + area.width - p.x; });
    kept = cut(kept, [&](Point p) { return p.y - area.y; });
    return cut(kept, [&](Point p) { return area.y + area.height - p.y; });
}

bool crossesItself(const Polygon& outline)
{
    const std::size_t count = outline.size();
    const auto at = [&](std::size_t i) { return outline[i % count]; };
    for (std::size_t i = 0; i < count; ++i) {
        if (foldsBack(at(i), at(i + 1), at(i + 2)))
            return true;
        for (std::size_t j = i + 2; j < count; ++j)
            if ((j + 1) % count != i && meet(at(i), at(i + 1), at(j), at(j + 1)))
                return true;
    }
    return false;
}

bool wouldCross(const Polygon& points, Point next)
{
    if (points.empty())
        return false;
    const Point last = points.back();
    if (last == next)
        return true;
    for (std::size_t i = 0; i + 2 < points.size(); ++i)
        if (meet(points[i], points[i + 1], last, next))
            return true;
    return points.size() >= 2 && foldsBack(points[points.size() - 2], last, next);
}

}  // namespace widgets
