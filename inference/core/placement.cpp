#include "core/placement.h"

#include <cmath>
#include <numbers>

namespace inference {
namespace {

Point turned(Point point, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    return {c * point.x - s * point.y, s * point.x + c * point.y};
}

}  // namespace

Point placed(Point reference, const Placement& placement)
{
    const Point off = turned({reference.x - placement.middle.x, reference.y - placement.middle.y}, placement.turn);
    return {placement.middle.x + placement.shift.x + off.x, placement.middle.y + placement.shift.y + off.y};
}

Point unplaced(Point inPicture, const Placement& placement)
{
    const Point off = turned({inPicture.x - placement.middle.x - placement.shift.x, inPicture.y - placement.middle.y - placement.shift.y}, -placement.turn);
    return {placement.middle.x + off.x, placement.middle.y + off.y};
}

}  // namespace inference
