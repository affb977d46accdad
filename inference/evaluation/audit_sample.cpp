#include "evaluation/audit_sample.h"

#include "core/error.h"
#include "evaluation/log_gamma_p.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace inference::evaluation {
namespace {

void check(std::size_t count, std::size_t drawn, std::size_t of)
{
    if (count > drawn || drawn > of)
        throw Error(ErrorCode::BadInput, {"count above the number drawn, or that above all"});
}

/// The number of parts of a kind among those drawn.
struct Hypergeometric {
    double of, kind, drawn;  ///< whole numbers

    double probability(double x) const
    {
        const auto logChoose = [](double n, double k) { return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1); };
        return std::exp(logChoose(kind, x) + logChoose(of - kind, drawn - x) - logChoose(of, drawn));
    }
    /// P[X <= x], from x downwards: terms fall, and the first that changes nothing is the last that counts.
    double atMost(double x) const
    {
        const double least = std::max(0.0, drawn - (of - kind));
        if (x >= std::min(kind, drawn))
            return 1;
        double sum = 0;
        for (double term = x < least ? 0 : probability(x); x >= least && sum + term != sum; --x) {
            sum += term;
            term *= x * (of - kind - drawn + x) / ((kind - x + 1) * (drawn - x + 1));
        }
        return sum;
    }
};

/// The greatest number of [low, high] that holds, where those that do come first; `low` does.
template<typename Holds>
std::size_t greatest(std::size_t low, std::size_t high, Holds&& holds)
{
    while (low < high) {
        const std::size_t middle = high - (high - low) / 2;
        if (holds(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/// The most of `of` parts that may be of a kind with `count` found in `drawn`: more would make so few found less likely than `tail`.
std::size_t mostOf(std::size_t count, std::size_t drawn, std::size_t of, double tail)
{
    return greatest(count, of - (drawn - count), [&](std::size_t kind) {
        return Hypergeometric {double(of), double(kind), double(drawn)}.atMost(double(count)) > tail;
    });
}

/// The first eight digits: they order as the whole does, but for ties.
std::uint64_t keyOf(std::string_view digits)
{
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < 8; ++i)
        key = key << 8 | (i < digits.size() ? static_cast<unsigned char>(digits[i]) : 0U);
    return key;
}

}  // namespace

CountInterval countInterval(std::size_t count, std::size_t drawn, std::size_t of)
{
    check(count, drawn, of);
    if (drawn == 0)
        return {0, of};
    const double both = std::erfc(z95 / std::numbers::sqrt2), each = both / 2;
    // At least so many are of the kind as at most the others are not.
    if (count == 0)
        return {0, mostOf(0, drawn, of, both)};
    if (count == drawn)
        return {of - mostOf(0, drawn, of, both), of};
    return {of - mostOf(drawn - count, drawn, of, each), mostOf(count, drawn, of, each)};
}

std::optional<std::size_t> drawsToProve(std::size_t most, std::size_t count, std::size_t drawn, std::size_t of)
{
    const auto shows = [&](std::size_t draws) { return draws > 0 && countInterval(count, draws, of).high <= most; };
    check(count, drawn, of);
    if (!shows(of))
        return std::nullopt;
    if (shows(drawn))
        return drawn;
    return greatest(drawn, of - 1, [&](std::size_t draws) { return !shows(draws); }) + 1;
}

AuditSample auditSample(std::span<const AuditPart> parts, Label kind, std::size_t most)
{
    struct Draw {
        std::uint64_t key;  ///< what is compared first, without a look elsewhere
        std::size_t index;
    };
    std::vector<Draw> order;
    order.reserve(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!parts[i].image.empty())
            order.push_back({keyOf(parts[i].image), i});
    std::ranges::sort(order, [&parts](const Draw& one, const Draw& other) {
        return one.key != other.key ? one.key < other.key : parts[one.index].image < parts[other.index].image;
    });

    AuditSample sample;
    std::size_t ofKind = 0, ofOther = 0;
    bool drawing = true;
    std::string_view last;
    for (const Draw& draw : order) {
        const AuditPart& part = parts[draw.index];
        if (std::exchange(last, part.image) == part.image)
            continue;
        ++sample.of;
        if (part.label == Label::None) {
            drawing = false;
            if (sample.next.size() < most)
                sample.next.push_back(draw.index);
            continue;
        }
        ++(part.label == kind ? ofKind : ofOther);
        if (drawing) {
            sample.found.count += part.label == kind;
            ++sample.found.of;
        }
    }
    const CountInterval all = countInterval(sample.found.count, sample.found.of, sample.of);
    sample.all = {std::max(all.low, ofKind), std::min(all.high, sample.of - ofOther)};
    return sample;
}

}  // namespace inference::evaluation
