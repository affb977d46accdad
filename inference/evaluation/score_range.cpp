#include "evaluation/product_figures.h"

#include "core/error.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace inference::evaluation {

void ScoreRange::add(std::span<const float> scores)
{
    if (scores.empty())
        return;
    // One pass that the compiler turns into vector instructions; the place of a bad value is looked for only where there is one.
    std::uint32_t magnitude = 0;
    float low = scores.front(), high = scores.front();
    for (const float score : scores) {
        magnitude = std::max(magnitude, std::bit_cast<std::uint32_t>(score) & 0x7fffffffu);
        low = score < low ? score : low;
        high = score > high ? score : high;
    }
    if (magnitude >= 0x7f800000u) {
        const auto bad = std::ranges::find_if_not(scores, [](float score) { return std::isfinite(score); });
        throw Error(
            ErrorCode::BadInput, {"pixel " + std::to_string(bad - scores.begin()) + " is " + std::to_string(*bad)});
    }
    add(ScoreRange {low, high, false});
}

void ScoreRange::add(const ScoreRange& other)
{
    if (other.empty)
        return;
    const float low = empty ? other.least : std::min(least, other.least);
    const float high = empty ? other.greatest : std::max(greatest, other.greatest);
    if (!std::isfinite(high - low))
        throw Error(ErrorCode::BadInput, {"scores from " + std::to_string(low) + " to " + std::to_string(high)});
    *this = {low, high, false};
}

}  // namespace inference::evaluation
