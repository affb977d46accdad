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
    /// P[X <= x]. Summed away from the mode, where terms fall: the first that changes nothing is the last that counts, and one that is too small for
    /// a number leaves a probability of 0 below the mode and of 1 above it.
    double atMost(double x) const
    {
        const double least = std::max(0.0, drawn - (of - kind)), greatest = std::min(kind, drawn);
        if (x < least || x >= greatest)
            return x < least ? 0 : 1;
        const bool below = x < (drawn + 1) * (kind + 1) / (of + 2);
        double sum = 0;
        if (below)
            for (double term = probability(x); x >= least && sum + term != sum; --x) {
                sum += term;
                term *= x * (of - kind - drawn + x) / ((kind - x + 1) * (drawn - x + 1));
            }
        else
            for (double term = probability(++x); x <= greatest && sum + term != sum; ++x) {
                sum += term;
                term *= (kind - x) * (drawn - x) / ((x + 1) * (of - kind - drawn + x + 1));
            }
        return std::clamp(below ? sum : 1 - sum, 0.0, 1.0);
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

/// Of copies of an image the first.
std::vector<std::size_t> withoutCopies(std::span<const AuditPart> parts, std::span<const std::size_t> order)
{
    std::vector<std::size_t> different;
    different.reserve(order.size());
    std::string_view last;
    for (const std::size_t index : order)
        if (std::exchange(last, parts[index].image) != parts[index].image)
            different.push_back(index);
    return different;
}

/// Goes on drawing as if every part without a label were not of the kind, until the goal is shown: no more than the goal allows are known to be.
std::size_t labelsWanting(std::span<const AuditPart> parts, const std::vector<std::size_t>& order, Label kind, std::size_t most)
{
    std::size_t wanting = 0, count = 0, drawn = 0, counted = 0;
    std::size_t needed = *drawsToProve(most, 0, order.size());
    for (const std::size_t index : order) {
        // More of the kind need more draws: asked anew only where fewer would have been enough.
        if (drawn >= needed && counted < count)
            needed = *drawsToProve(most, counted = count, order.size());
        if (drawn >= needed)
            break;
        ++drawn;
        wanting += parts[index].label == Label::None;
        count += parts[index].label == kind;
    }
    return wanting;
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

std::optional<std::size_t> drawsToProve(std::size_t most, std::size_t count, std::size_t of)
{
    check(count, of, of);
    if (count > most)
        return std::nullopt;
    if (most >= of)
        return count;
    constexpr double none = 0.04, others = 0.01;
    const double tail = count == 0 ? none : others * std::exp2(-double(std::min<std::size_t>(count, 1000)));
    const auto shows = [&](std::size_t draws) { return Hypergeometric {double(of), double(most + 1), double(draws)}.atMost(double(count)) <= tail; };
    return greatest(count, of - 1, [&](std::size_t draws) { return !shows(draws); }) + 1;
}

std::size_t mostAllowed(double goal, std::size_t of)
{
    return std::size_t(std::clamp(goal * double(of) + 1e-9, 0.0, double(of)));
}

std::vector<std::size_t> drawingOrder(std::span<const AuditPart> parts)
{
    struct Draw {
        std::uint64_t key;  ///< what is compared first, without a look elsewhere
        std::size_t index;
    };
    std::vector<Draw> draws;
    draws.reserve(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!parts[i].image.empty())
            draws.push_back({keyOf(parts[i].image), i});
    std::ranges::sort(draws, [&parts](const Draw& one, const Draw& other) {
        return one.key != other.key ? one.key < other.key : parts[one.index].image < parts[other.index].image;
    });
    std::vector<std::size_t> order;
    order.reserve(draws.size());
    for (const Draw& draw : draws)
        order.push_back(draw.index);
    return order;
}

AuditSample auditSample(std::span<const AuditPart> parts, const AuditQuestion& question)
{
    return auditSample(parts, drawingOrder(parts), question);
}

AuditSample auditSample(std::span<const AuditPart> parts, std::span<const std::size_t> drawn, const AuditQuestion& question)
{
    const std::vector<std::size_t> order = withoutCopies(parts, drawn);
    AuditSample sample;
    sample.of = order.size();
    std::size_t labelled = 0;
    bool drawing = true;
    for (const std::size_t index : order) {
        const Label label = parts[index].label;
        if (label == Label::None) {
            drawing = false;
            if (sample.next.size() < question.next)
                sample.next.push_back(index);
            continue;
        }
        ++labelled;
        sample.known += label == question.kind;
        ++(drawing ? sample.found.of : sample.waiting);
        sample.found.count += drawing && label == question.kind;
    }
    const CountInterval all = countInterval(sample.found.count, sample.found.of, sample.of);
    const std::size_t possible = sample.of - (labelled - sample.known);
    sample.all = {std::clamp(all.low, sample.known, possible), std::clamp(all.high, sample.known, possible)};
    // What is known without any chance goes before.
    const std::size_t most = mostAllowed(question.goal, sample.of);
    sample.certain = possible <= most;
    if (sample.known <= most) {
        const std::size_t surely = possible > most ? possible - most : 0;
        sample.wanting = std::min(surely, labelsWanting(parts, order, question.kind, most));
    }
    return sample;
}

}  // namespace inference::evaluation
