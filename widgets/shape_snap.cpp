#include "widgets/shape_snap.h"

#include "widgets/zone_shapes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace widgets {

using inference::Point;
using inference::Polygon;

namespace {

double toGrid(double value, double grid)
{
    return grid > 0 ? std::round(value / grid) * grid : value;
}

/// The nearest of the eight directions to that of a way; steps of -1, 0, 1.
Point octant(Point way)
{
    static constexpr Point directions[8] {{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
    const double eighths = std::atan2(way.y, way.x) / (std::numbers::pi / 4);
    return directions[(int(std::lround(eighths)) + 8) % 8];
}

/// A line of places: start + t * step.
struct Ray {
    Point start;
    Point step;  // of an octant
    Point at(double t) const { return {start.x + t * step.x, start.y + t * step.y}; }
    double length() const { return std::hypot(step.x, step.y); }
    double nearest(Point point) const
    {
        const double dot = (point.x - start.x) * step.x + (point.y - start.y) * step.y;
        return dot / (step.x * step.x + step.y * step.y);
    }
};

/// Where a ray meets the segment a..b; empty when it doesn't, or runs along it.
std::optional<double> crossing(const Ray& ray, Point a, Point b)
{
    const Point way {b.x - a.x, b.y - a.y};
    const double det = ray.step.x * way.y - ray.step.y * way.x;
    if (det == 0)
        return std::nullopt;
    const Point off {a.x - ray.start.x, a.y - ray.start.y};
    const double share = (off.x * ray.step.y - off.y * ray.step.x) / det;
    if (share < 0 || share > 1)
        return std::nullopt;
    return (off.x * way.y - off.y * way.x) / det;
}

/// The greatest t at which the ray is still inside the image.
double longest(const Ray& ray, inference::Size image)
{
    double most = std::numeric_limits<double>::infinity();
    if (image.width <= 0 || image.height <= 0)
        return most;
    if (ray.step.x != 0)
        most = std::min(most, ray.step.x > 0 ? image.width - ray.start.x : ray.start.x);
    if (ray.step.y != 0)
        most = std::min(most, ray.step.y > 0 ? image.height - ray.start.y : ray.start.y);
    return std::max(0.0, most);
}

Snapped alongRay(const Ray& ray, Point wanted, const SnapTargets& targets, const SnapRules& rules)
{
    const double most = longest(ray, rules.image);
    const double free = std::clamp(ray.nearest(wanted), 0.0, most);
    double best = free;
    double bestAway = rules.reach / ray.length();
    bool caught = false;
    if (rules.reach > 0)
        for (const Polygon& target : targets)
            for (std::size_t i = 0; i < target.size(); ++i) {
                const auto t = crossing(ray, target[i], target[(i + 1) % target.size()]);
                if (t && *t > 0 && *t <= most && std::abs(*t - free) <= bestAway) {
                    best = *t;
                    bestAway = std::abs(*t - free);
                    caught = true;
                }
            }
    return {ray.at(caught ? best : std::min(toGrid(free, rules.grid), most)), caught};
}

/// The nearest vertex (or, when `edges`, place on an edge) of all targets within `reach`.
std::optional<NearPlace> nearestTarget(const SnapTargets& targets, Point point, double reach, bool edges)
{
    std::optional<NearPlace> nearest;
    for (const Polygon& target : targets) {
        const auto place = edges ? nearestEdge(target, point) : nearestVertex(target, point);
        if (place && place->distance <= reach && (!nearest || place->distance < nearest->distance))
            nearest = place;
    }
    return nearest;
}

}  // namespace

SnapTargets snapTargets(const std::vector<Polygon>& outlines, inference::Size image)
{
    SnapTargets targets = outlines;
    if (image.width > 0 && image.height > 0)
        targets.push_back(rectangleOutline({0, 0}, {double(image.width), double(image.height)}));
    return targets;
}

Snapped snapPoint(Point wanted, const SnapTargets& targets, const SnapRules& rules)
{
    const Point inside = keptInside(wanted, rules.image);
    if (rules.angles && !rules.anchors.empty()) {
        std::optional<Ray> nearest;
        double nearestAway = 0;
        for (const Point anchor : rules.anchors) {
            const Ray ray {anchor, octant({wanted.x - anchor.x, wanted.y - anchor.y})};
            const double away = distance(ray.at(std::max(0.0, ray.nearest(wanted))), wanted);
            if (!nearest || away < nearestAway) {
                nearest = ray;
                nearestAway = away;
            }
        }
        return alongRay(*nearest, wanted, targets, rules);
    }
    if (rules.reach > 0)
        for (const bool edges : {false, true})
            if (const auto place = nearestTarget(targets, inside, rules.reach, edges))
                return {keptInside(place->at, rules.image), true};
    return {keptInside({toGrid(inside.x, rules.grid), toGrid(inside.y, rules.grid)}, rules.image), false};
}

Point snapMove(const Polygon& outline, Point by, const SnapTargets& targets, const SnapRules& rules)
{
    if (rules.angles) {
        const Ray ray {{0, 0}, octant(by)};
        const double length = toGrid(std::max(0.0, ray.nearest(by)), rules.grid);
        return moveInside(outline, ray.at(length), rules.image);
    }
    const Point wanted = moveInside(outline, by, rules.image);
    if (rules.reach > 0)
        for (const bool edges : {false, true}) {
            std::optional<NearPlace> best;
            Point from;
            for (const Point vertex : outline) {
                const Point at {vertex.x + wanted.x, vertex.y + wanted.y};
                const auto place = nearestTarget(targets, at, rules.reach, edges);
                if (place && (!best || place->distance < best->distance)) {
                    best = place;
                    from = vertex;
                }
            }
            if (best)
                return moveInside(outline, {best->at.x - from.x, best->at.y - from.y}, rules.image);
        }
    return moveInside(outline, {toGrid(wanted.x, rules.grid), toGrid(wanted.y, rules.grid)}, rules.image);
}

double aimGrid(double zoom)
{
    return zoom <= 1 ? 1 : std::exp2(std::floor(std::log2(1 / zoom)));
}

}  // namespace widgets
