#include "evaluation/intervals.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace inference::evaluation {

namespace {

void check(std::size_t count, std::size_t of, double z)
{
    if (count > of)
        throw Error(ErrorCode::BadInput, {"count above the number of parts"});
    if (!(z > 0))
        throw Error(ErrorCode::BadInput, {"z"});
}

/// Probability outside -z..z.
double outside(double z)
{
    return std::erfc(z / std::numbers::sqrt2);
}

}  // namespace

Interval wilsonInterval(std::size_t count, std::size_t of, double z)
{
    check(count, of, z);
    if (of == 0)
        return {};
    const auto n = double(of);
    const double p = double(count) / n;
    const double shrink = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / shrink;
    const double half = z / shrink * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    // At the ends the formula gives 0 and 1 but for rounding.
    return {count == 0 ? 0 : std::max(0.0, centre - half), count == of ? 1 : std::min(1.0, centre + half)};
}

RateInterval rateInterval(std::size_t count, std::size_t of, double z)
{
    check(count, of, z);
    if (of == 0)
        return {};
    if (count == 0)  // 1 - a^(1/n) without cancellation
        return {0, -std::expm1(std::log(outside(z)) / double(of)), Bound::AtMost};
    if (count == of)
        return {std::exp(std::log(outside(z)) / double(of)), 1, Bound::AtLeast};
    const Interval wilson = wilsonInterval(count, of, z);
    return {wilson.low, wilson.high, Bound::TwoSided};
}

std::size_t samplesToProve(double rate, double z)
{
    if (!(rate > 0 && rate < 1))
        throw Error(ErrorCode::BadInput, {"rate"});
    check(0, 0, z);
    return std::size_t(std::ceil(std::log(outside(z)) / std::log1p(-rate)));
}

}  // namespace inference::evaluation
