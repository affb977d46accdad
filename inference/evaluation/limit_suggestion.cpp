#include "evaluation/limit_suggestion.h"

#include "core/error.h"
#include "evaluation/tail_fit_p.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace inference::evaluation {

namespace {

bool looksAtGoodAlone(SuggestionMethod method)
{
    return method == SuggestionMethod::GoodPercentile || method == SuggestionMethod::ExtremeTail;
}

bool hasDemand(SuggestionMethod method)
{
    return method != SuggestionMethod::F1Max && method != SuggestionMethod::Cheapest;
}

void check(const SuggestionRequest& request)
{
    const double least = looksAtGoodAlone(request.method) ? std::numeric_limits<double>::min() : 0;
    if (hasDemand(request.method) && !(request.demand >= least && request.demand < 1))
        throw Error(ErrorCode::BadInput, {"demand"});
    cost({}, request.costs);  // throws for a bad one
}

/// Greatest count that is at most `rate` of `of`: 1 % of 300 is 3, whatever 0.01 is in binary.
std::size_t allowed(double rate, std::size_t of)
{
    return std::size_t(std::floor(rate * double(of) + 1e-9));
}

/// Whether `cut` is chosen over `best`, which has the higher limit.
class Choice {
public:
    Choice(const SuggestionRequest& request, const ScoreLevels& levels)
        : m_request(request)
        , m_defective(levels.defectiveTotal)
        , m_allowedGood(allowed(request.demand, levels.goodTotal))
        , m_allowedMissed(allowed(request.demand, levels.defectiveTotal))
    {
    }

    bool takes(const Cut& cut, const std::optional<Cut>& best) const
    {
        switch (m_request.method) {
        case SuggestionMethod::F1Max: return !best || f1IsNoLess(cut, *best);
        case SuggestionMethod::RecallAtOverkill:
            return cut.caughtGood <= m_allowedGood && (!best || cut.caughtDefective > best->caughtDefective);
        case SuggestionMethod::OverkillAtEscape:
            return m_defective - cut.caughtDefective <= m_allowedMissed && (!best || cut.caughtGood <= best->caughtGood);
        case SuggestionMethod::Cheapest: return !best || costOf(cut) <= costOf(*best) * (1 + 1e-12);
        case SuggestionMethod::GoodPercentile:
        case SuggestionMethod::ExtremeTail: return cut.caughtGood <= m_allowedGood;
        }
        return false;
    }

private:
    /// 2 c / (d + c + g) compared by cross multiplication: exact.
    bool f1IsNoLess(const Cut& cut, const Cut& best) const
    {
        const auto below = [this](const Cut& c) { return std::uint64_t(m_defective + c.caughtDefective + c.caughtGood); };
        return cut.caughtDefective * below(best) >= best.caughtDefective * below(cut);
    }

    double costOf(const Cut& cut) const
    {
        return m_request.costs.escape * double(m_defective - cut.caughtDefective)
            + m_request.costs.overkill * double(cut.caughtGood);
    }

    const SuggestionRequest& m_request;
    std::size_t m_defective;
    std::size_t m_allowedGood;
    std::size_t m_allowedMissed;
};

std::optional<float> chosenCut(const ScoreLevels& levels, const SuggestionRequest& request)
{
    const Choice choice(request, levels);
    std::optional<Cut> best;
    std::optional<float> limit;
    forEachCut(levels, [&](const Cut& cut) {
        if (!choice.takes(cut, best))
            return;
        if (const auto place = limitIn(cut)) {
            best = cut;
            limit = place;
        }
    });
    return limit;
}

struct Chosen {
    std::optional<float> limit;
    TailFit tail;
    SuggestionProblem problem = SuggestionProblem::DemandUnreachable;  ///< where there is no limit
};

Chosen chosenTail(const ScoreLevels& levels, const SuggestionRequest& request)
{
    Chosen chosen;
    const auto reach = double(exceedancesOf(levels.goodTotal)) / double(levels.goodTotal);
    if (request.demand >= reach) {
        chosen.limit = chosenCut(levels, request);
        chosen.tail.model = TailModel::Empirical;
        return chosen;
    }
    chosen.tail = fitTail(levels);
    if (chosen.tail.model == TailModel::None) {
        chosen.problem = SuggestionProblem::AllScoresEqual;
        return chosen;
    }
    const double limit = chosen.tail.quantile(request.demand);
    if (limit <= 1)
        chosen.limit = float(limit);
    return chosen;
}

Chosen choose(const ScoreLevels& levels, const SuggestionRequest& request)
{
    if (request.method == SuggestionMethod::ExtremeTail)
        return chosenTail(levels, request);
    return {chosenCut(levels, request), {}, SuggestionProblem::DemandUnreachable};
}

std::size_t leastGood(const SuggestionRequest& request)
{
    if (request.method == SuggestionMethod::GoodPercentile)
        return std::max(leastLabelled, std::size_t(std::ceil(1 / request.demand - 1e-9)));
    if (request.method == SuggestionMethod::ExtremeTail) {
        std::size_t good = leastExceedances;
        while (exceedancesOf(good) < leastExceedances)
            ++good;
        return good;
    }
    return leastLabelled;
}

void findProblem(Suggestion& suggestion, const ScoreLevels& levels)
{
    const SuggestionRequest& request = suggestion.request;
    const std::size_t good = leastGood(request);
    const auto is = [&](SuggestionProblem problem, std::size_t needed) {
        suggestion.problem = problem;
        suggestion.needed = needed;
    };
    if (levels.goodTotal < good)
        return is(SuggestionProblem::TooFewGood, good);
    if (!looksAtGoodAlone(request.method) && levels.defectiveTotal < leastLabelled)
        return is(SuggestionProblem::TooFewDefective, leastLabelled);
    if (request.method == SuggestionMethod::Cheapest && request.costs.escape <= 0 && request.costs.overkill <= 0)
        return is(SuggestionProblem::NoCosts, 0);
    if (levels.level.size() < 2)
        return is(SuggestionProblem::AllScoresEqual, 0);
}

/// One resample of one label: as many draws as there are parts, counted by level.
class Resampler {
public:
    explicit Resampler(const std::vector<std::uint32_t>& counts)
    {
        for (std::size_t level = 0; level < counts.size(); ++level)
            m_levelOf.insert(m_levelOf.end(), counts[level], std::uint32_t(level));
    }

    void draw(std::mt19937_64& random, std::vector<std::uint32_t>& counts) const
    {
        std::fill(counts.begin(), counts.end(), 0);
        const std::uint64_t parts = m_levelOf.size();
        for (std::uint64_t i = 0; i < parts; ++i)  // the top 32 bits scaled: fewer than 2^32 parts
            ++counts[m_levelOf[(random() >> 32) * parts >> 32]];
    }

private:
    std::vector<std::uint32_t> m_levelOf;
};

std::optional<Interval> bootstrap(ScoreLevels levels, const SuggestionRequest& request, const std::stop_token& stop)
{
    std::mt19937_64 random(bootstrapSeed);
    const Resampler good(levels.good);
    const Resampler defective(levels.defective);
    std::vector<double> limits;
    for (int i = 0; i < bootstrapResamples; ++i) {
        if (stop.stop_requested())
            throw Cancelled();
        good.draw(random, levels.good);
        defective.draw(random, levels.defective);
        if (const auto limit = choose(levels, request).limit)
            limits.push_back(double(*limit));
    }
    if (limits.size() < bootstrapResamples / 2)
        return std::nullopt;
    std::sort(limits.begin(), limits.end());
    const auto point = [&](double share) { return limits[std::size_t(std::ceil(share * double(limits.size()))) - 1]; };
    return Interval {point(0.05), point(0.95)};
}

void describe(Suggestion& suggestion, const ScoreDistribution& parts)
{
    const auto limit = double(suggestion.limit);
    suggestion.recall = {parts.countFrom(Label::Defective, limit), parts.count(Label::Defective)};
    suggestion.overkill = {parts.countFrom(Label::Good, limit), parts.count(Label::Good)};
    const Share& caught = suggestion.recall;
    const std::size_t missed = caught.of - caught.count;
    if (caught.of > 0)
        suggestion.f1 = 2 * double(caught.count) / double(caught.of + caught.count + suggestion.overkill.count);
    const Costs& costs = suggestion.request.costs;
    suggestion.cost = costs.escape * double(missed) + costs.overkill * double(suggestion.overkill.count);
    switch (suggestion.request.method) {
    case SuggestionMethod::RecallAtOverkill:
    case SuggestionMethod::GoodPercentile:
        suggestion.demandProven = suggestion.overkill.interval().high <= suggestion.request.demand;
        break;
    case SuggestionMethod::OverkillAtEscape:
        suggestion.demandProven = Share {missed, caught.of}.interval().high <= suggestion.request.demand;
        break;
    case SuggestionMethod::ExtremeTail: suggestion.demandProven = false; break;
    case SuggestionMethod::F1Max:
    case SuggestionMethod::Cheapest: break;
    }
}

}  // namespace

Suggestion suggestLimit(const ScoreDistribution& parts, const SuggestionRequest& request, const std::stop_token& stop)
{
    check(request);
    const ScoreLevels levels = levelsOf(parts, !looksAtGoodAlone(request.method));
    Suggestion suggestion;
    suggestion.request = request;
    suggestion.good = levels.goodTotal;
    suggestion.defective = levels.defectiveTotal;
    findProblem(suggestion, levels);
    if (suggestion.problem != SuggestionProblem::None)
        return suggestion;

    const Chosen chosen = choose(levels, request);
    if (!chosen.limit) {
        suggestion.problem = chosen.problem;
        return suggestion;
    }
    suggestion.limit = *chosen.limit;
    suggestion.tail = chosen.tail.model;
    suggestion.exceedances = chosen.tail.exceedances;
    suggestion.tailShape = chosen.tail.shape;
    describe(suggestion, parts);
    suggestion.limitRange = bootstrap(levels, request, stop);
    return suggestion;
}

}  // namespace inference::evaluation
