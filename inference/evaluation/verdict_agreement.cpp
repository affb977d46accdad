#include "evaluation/verdict_agreement.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

namespace inference::evaluation {
namespace {

/// How often each verdict was given.
using Counts = std::array<std::size_t, 3>;

std::size_t sum(const Counts& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::size_t(0));
}

bool agree(const Counts& counts)
{
    return std::ranges::max(counts) == sum(counts);
}

void count(Share& share, bool holds)
{
    ++share.of;
    share.count += holds ? 1 : 0;
}

std::optional<double> fleissKappa(const std::map<int, Counts>& parts)
{
    double agreeing = 0, items = 0;
    Counts all {};
    for (const auto& [part, counts] : parts) {
        const double n = double(sum(counts));
        if (n < 2)
            continue;
        double pairs = 0;
        for (std::size_t verdict = 0; verdict < counts.size(); ++verdict) {
            pairs += double(counts[verdict]) * (double(counts[verdict]) - 1);
            all[verdict] += counts[verdict];
        }
        agreeing += pairs / (n * (n - 1));
        ++items;
    }
    if (items < 1 || agree(all))
        return std::nullopt;
    double byChance = 0;
    for (const std::size_t of : all)
        byChance += double(of) / double(sum(all)) * double(of) / double(sum(all));
    return (agreeing / items - byChance) / (1 - byChance);
}

}  // namespace

VerdictAgreement verdictAgreement(std::span<const VerdictReading> readings, std::span<const Label> labels)
{
    std::map<int, Counts> parts;
    std::map<std::pair<int, int>, Counts> byAppraiser;
    for (const VerdictReading& reading : readings) {
        if (reading.part < 0 || reading.appraiser < 0)
            throw Error(ErrorCode::BadInput, {"reading"});
        ++parts[reading.part][std::size_t(reading.verdict)];
        ++byAppraiser[{reading.part, reading.appraiser}][std::size_t(reading.verdict)];
    }
    VerdictAgreement agreement;
    for (const auto& [place, counts] : byAppraiser) {
        const auto appraiser = std::size_t(place.second);
        if (agreement.within.size() <= appraiser)
            agreement.within.resize(appraiser + 1);
        if (sum(counts) > 1)
            count(agreement.within[appraiser], agree(counts));
    }
    for (const auto& [part, counts] : parts) {
        if (sum(counts) > 1)
            count(agreement.between, agree(counts));
        const Label label = std::size_t(part) < labels.size() ? labels[std::size_t(part)] : Label::None;
        if (label != Label::None)
            count(agreement.right, agree(counts) && counts[std::size_t(label == Label::Good ? Verdict::Pass : Verdict::Fail)] > 0);
    }
    agreement.kappa = fleissKappa(parts);
    return agreement;
}

}  // namespace inference::evaluation
