#include "app/export/region_polygons.h"

#include "app/common/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace app {

using inference::Point;
using inference::Polygon;

namespace {

constexpr int decimals = 2;

double signedArea(const Polygon& line)
{
    double twice = 0;
    for (std::size_t i = 0, before = line.size() - 1; i < line.size(); before = i++)
        twice += line[before].x * line[i].y - line[i].x * line[before].y;
    return twice / 2;
}

/// A level or upright step that only goes on in the direction of the one before it says nothing.
bool isBetween(const Point& a, const Point& b, const Point& c)
{
    return (a.x == b.x && b.x == c.x && (b.y - a.y) * (c.y - b.y) > 0) || (a.y == b.y && b.y == c.y && (b.x - a.x) * (c.x - b.x) > 0);
}

void removeRepeated(Polygon& line)
{
    line.erase(std::unique(line.begin(), line.end()), line.end());
    while (line.size() > 1 && line.front() == line.back())
        line.pop_back();
}

Polygon cleaned(const inference::Contour& contour)
{
    Polygon line;
    for (const Point& point : contour) {
        const Point next {rounded(point.x, decimals), rounded(point.y, decimals)};
        if (line.size() > 1 && isBetween(line[line.size() - 2], line.back(), next))
            line.back() = next;
        else
            line.push_back(next);
    }
    removeRepeated(line);
    return line;
}

/// One line of a region among the others.
struct Loop {
    Polygon line;
    double area = 0;
    inference::Rect box;
    Point inside;      ///< strictly inside it
    int depth = 0;     ///< in how many others it lies
    int parent = -1;   ///< the innermost of them
};

/// Where the level line at `y` crosses `line`, sorted.
std::vector<double> crossings(const Polygon& line, double y)
{
    std::vector<double> found;
    for (std::size_t i = 0, before = line.size() - 1; i < line.size(); before = i++) {
        const Point &a = line[before], &b = line[i];
        if ((a.y <= y) != (b.y <= y))
            found.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
    std::ranges::sort(found);
    return found;
}

/// In the widest stretch of the level line that is farthest from all corners.
Point pointInside(const Polygon& line)
{
    std::vector<double> levels;
    for (const Point& point : line)
        levels.push_back(point.y);
    std::ranges::sort(levels);
    std::size_t best = 1;
    for (std::size_t i = 1; i < levels.size(); ++i)
        if (levels[i] - levels[i - 1] > levels[best] - levels[best - 1])
            best = i;
    const double y = (levels[best] + levels[best - 1]) / 2;
    const std::vector<double> at = crossings(line, y);
    Point inside {at.empty() ? line.front().x : at.front(), y};
    double widest = -1;
    for (std::size_t i = 0; i + 1 < at.size(); i += 2)
        if (at[i + 1] - at[i] > widest) {
            widest = at[i + 1] - at[i];
            inside.x = (at[i] + at[i + 1]) / 2;
        }
    return inside;
}

bool contains(const Loop& loop, const Point& point)
{
    const inference::Rect& box = loop.box;
    if (point.x < box.x || point.x > box.x + box.width || point.y < box.y || point.y > box.y + box.height)
        return false;
    const std::vector<double> at = crossings(loop.line, point.y);
    return std::ranges::count_if(at, [&](double x) { return x < point.x; }) % 2 == 1;
}

/// Largest first. Lines don't cross: whoever holds a point that is inside a smaller line holds that line.
std::vector<Loop> nested(std::span<const inference::Contour> contours)
{
    std::vector<Loop> loops;
    for (const inference::Contour& contour : contours) {
        Loop loop {cleaned(contour), 0, {}, {}};
        if (loop.line.size() < 3)
            continue;
        loop.area = std::abs(signedArea(loop.line));
        if (loop.area <= 0)
            continue;
        loop.box = boundsOf({&loop.line, 1});
        loop.inside = pointInside(loop.line);
        loops.push_back(std::move(loop));
    }
    std::ranges::stable_sort(loops, std::greater(), &Loop::area);
    for (std::size_t i = 0; i < loops.size(); ++i)
        for (std::size_t larger = i; larger-- > 0;)
            if (contains(loops[larger], loops[i].inside)) {
                loops[i].parent = int(larger);
                loops[i].depth = loops[larger].depth + 1;
                break;
            }
    return loops;
}

/// Where a bridge from `from` meets `line`: behind which corner, and at which point.
struct Landing {
    std::size_t behind = 0;
    Point at;
};

/// Straight to the left, the nearest place; there nothing lies between. Where rounding has moved a hole over the line around it
/// and there is nothing to the left, the nearest corner.
Landing landing(const Polygon& line, const Point& from)
{
    std::optional<Landing> found;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Point &a = line[i], &b = line[(i + 1) % line.size()];
        if (from.y < std::min(a.y, b.y) || from.y > std::max(a.y, b.y))
            continue;
        double x = a.x + (a.y == b.y ? 0 : (from.y - a.y) / (b.y - a.y) * (b.x - a.x));
        if (a.y == b.y && std::max(a.x, b.x) <= from.x)
            x = std::max(a.x, b.x);
        if (x <= from.x && (!found || x > found->at.x))
            found = Landing {i, {std::min(rounded(x, decimals), from.x), from.y}};
    }
    if (found)
        return *found;
    const auto distance = [&from](const Point& point) { return std::hypot(point.x - from.x, point.y - from.y); };
    const auto nearest = std::ranges::min_element(line, {}, distance);
    return {std::size_t(nearest - line.begin()), *nearest};
}

void joinHole(Polygon& line, const Polygon& hole)
{
    const auto leftmost = std::ranges::min_element(hole, {}, [](const Point& point) { return std::pair(point.x, point.y); });
    const Landing bridge = landing(line, *leftmost);
    Polygon way {bridge.at};
    way.insert(way.end(), leftmost, hole.end());
    way.insert(way.end(), hole.begin(), leftmost + 1);
    way.push_back(bridge.at);
    line.insert(line.begin() + std::ptrdiff_t(bridge.behind) + 1, way.begin(), way.end());
    removeRepeated(line);
}

Polygon turned(Polygon line, bool positive)
{
    if ((signedArea(line) > 0) != positive)
        std::ranges::reverse(line);
    return line;
}

}  // namespace

std::vector<Polygon> joinedContours(std::span<const inference::Contour> contours)
{
    const std::vector<Loop> loops = nested(contours);
    std::vector<Polygon> polygons;
    for (std::size_t outer = 0; outer < loops.size(); ++outer) {
        if (loops[outer].depth % 2 == 1)
            continue;
        Polygon polygon = turned(loops[outer].line, true);
        std::vector<std::size_t> holes;
        for (std::size_t i = outer + 1; i < loops.size(); ++i)
            if (loops[i].parent == int(outer))
                holes.push_back(i);
        // From the left: a bridge may land on a hole that is joined already, never on one that isn't.
        std::ranges::sort(holes, {}, [&](std::size_t hole) { return loops[hole].box.x; });
        for (const std::size_t hole : holes)
            joinHole(polygon, turned(loops[hole].line, false));
        polygons.push_back(std::move(polygon));
    }
    return polygons;
}

std::vector<Polygon> regionPolygons(const inference::Defect& defect)
{
    std::vector<Polygon> polygons = joinedContours(defect.contours);
    if (!polygons.empty())
        return polygons;
    const double left = rounded(defect.box.x, decimals), top = rounded(defect.box.y, decimals);
    const double right = rounded(defect.box.x + defect.box.width, decimals), bottom = rounded(defect.box.y + defect.box.height, decimals);
    if (right > left && bottom > top)
        polygons.push_back({{left, top}, {right, top}, {right, bottom}, {left, bottom}});
    return polygons;
}

double polygonArea(const Polygon& polygon)
{
    return polygon.size() < 3 ? 0 : std::abs(signedArea(polygon));
}

inference::Rect boundsOf(std::span<const Polygon> polygons)
{
    double left = std::numeric_limits<double>::max(), top = left, right = -left, bottom = -left;
    for (const Polygon& polygon : polygons)
        for (const Point& point : polygon) {
            left = std::min(left, point.x);
            right = std::max(right, point.x);
            top = std::min(top, point.y);
            bottom = std::max(bottom, point.y);
        }
    return left > right ? inference::Rect {} : inference::Rect {left, top, right - left, bottom - top};
}

}  // namespace app
