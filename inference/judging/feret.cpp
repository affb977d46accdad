#include "judging/feret.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inference::judging {
namespace {

/// Twice the signed area of the triangle o, a, b.
double cross(const Point& o, const Point& a, const Point& b)
{
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

void extend(std::vector<Point>& hull, std::size_t least, const Point& point)
{
    while (hull.size() > least && cross(hull[hull.size() - 2], hull.back(), point) <= 0)
        hull.pop_back();
    hull.push_back(point);
}

double widthAcross(const std::vector<Point>& hull, const Point& a, const Point& b)
{
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    double greatest = 0;
    for (const Point& point : hull)
        greatest = std::max(greatest, std::abs(cross(a, b, point)) / length);
    return greatest;
}

}  // namespace

std::vector<Point> convexHull(std::vector<Point> points)
{
    const auto before = [](const Point& a, const Point& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; };
    std::sort(points.begin(), points.end(), before);
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3)
        return points;
    std::vector<Point> hull;
    for (const Point& point : points)
        extend(hull, 1, point);
    const std::size_t lower = hull.size();
    for (auto point = points.rbegin() + 1; point != points.rend(); ++point)
        extend(hull, lower, *point);
    hull.pop_back();  // the first one again
    return hull;
}

Feret feretOf(std::vector<Point> points)
{
    const std::vector<Point> hull = convexHull(std::move(points));
    if (hull.size() < 2)
        return {};
    Feret feret;
    for (std::size_t i = 0; i < hull.size(); ++i)
        for (std::size_t j = i + 1; j < hull.size(); ++j)
            feret.longest = std::max(feret.longest, std::hypot(hull[j].x - hull[i].x, hull[j].y - hull[i].y));
    feret.shortest = hull.size() < 3 ? 0 : std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; hull.size() > 2 && i < hull.size(); ++i)
        feret.shortest = std::min(feret.shortest, widthAcross(hull, hull[i], hull[(i + 1) % hull.size()]));
    return feret;
}

}  // namespace inference::judging
