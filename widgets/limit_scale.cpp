#include "widgets/limit_scale.h"

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

/// The nearest multiple, clean in its last digits: multiples of 0.01 come out as the doubles that are written 0.01, 0.02 ...
double toMultiple(double value, double step)
{
    const double perUnit = 1 / step;
    return perUnit >= 1 ? std::round(value * perUnit) / std::round(perUnit) : std::round(value / step) * step;
}

/// Whole below a hundred, two significant digits from there on.
double clean(double value)
{
    const double unit = value < 100 ? 1 : std::pow(10, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

}  // namespace

int LimitScale::positionOf(double value) const
{
    const double inside = std::clamp(value, minimum, maximum);
    if (!logarithmic)
        return int(std::lround((inside - minimum) / (maximum - minimum) * positions));
    if (inside < 0.5)
        return 0;
    return 1 + int(std::lround(std::log10(std::max(inside, 1.0)) / std::log10(maximum) * (positions - 1)));
}

double LimitScale::valueAt(int position) const
{
    const int inside = std::clamp(position, 0, positions);
    if (!logarithmic)
        return toMultiple(minimum + (maximum - minimum) * inside / positions, step);
    if (inside == 0)
        return 0;
    return std::min(clean(std::pow(maximum, double(inside - 1) / (positions - 1))), maximum);
}

double LimitScale::stepped(double value, int steps) const
{
    double result = std::clamp(value, minimum, maximum);
    if (!logarithmic)
        return std::clamp(toMultiple(result + steps * step, step), minimum, maximum);
    for (int i = 0; i < std::abs(steps); ++i) {
        const double by = std::max(step, clean(result * 0.1));
        result = clean(steps > 0 ? result + by : result - by);
    }
    return std::clamp(result, minimum, maximum);
}

}  // namespace widgets
