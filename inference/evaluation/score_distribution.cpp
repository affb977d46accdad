#include "evaluation/score_distribution.h"

#include "core/error.h"

#include <algorithm>
#include <string>

namespace inference::evaluation {

ScoreDistribution::ScoreDistribution(std::span<const ScoredPart> parts)
{
    for (const ScoredPart& part : parts) {
        if (!(part.score >= 0 && part.score <= 1))
            throw Error(ErrorCode::BadInput, {"score " + std::to_string(part.score)});
        m_scores[std::size_t(part.label)].push_back(part.score);
    }
    for (auto& scores : m_scores)
        std::sort(scores.begin(), scores.end());
}

std::size_t ScoreDistribution::size() const
{
    return m_scores[0].size() + m_scores[1].size() + m_scores[2].size();
}

std::size_t ScoreDistribution::below(Label label, double score) const
{
    const auto all = scores(label);
    return std::size_t(std::lower_bound(all.begin(), all.end(), score) - all.begin());
}

std::size_t ScoreDistribution::countIn(Label label, double from, double to) const
{
    return to > from ? below(label, to) - below(label, from) : 0;
}

std::size_t ScoreDistribution::countFrom(Label label, double limit) const
{
    return count(label) - below(label, limit);
}

VerdictCounts ScoreDistribution::counts(const LimitPair& limits) const
{
    if (!(limits.review <= limits.fail))
        throw Error(ErrorCode::BadInput, {"review limit above fail limit"});
    const auto row = [&](Label label) {
        const std::size_t failing = countFrom(label, double(limits.fail));
        const std::size_t notPassing = countFrom(label, double(limits.review));
        return VerdictRow {count(label) - notPassing, notPassing - failing, failing};
    };
    return {row(Label::Good), row(Label::Defective), row(Label::None)};
}

}  // namespace inference::evaluation
