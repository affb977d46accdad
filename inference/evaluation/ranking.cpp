#include "evaluation/ranking.h"

#include "core/error.h"
#include "evaluation/ranking_builder_p.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace inference::evaluation {

std::optional<Ranking> rankingOf(std::span<const RankedScore> scores, double f1Epsilon, int curvePoints)
{
    RankingTotals totals;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!std::isfinite(scores[i].score))
            throw Error(ErrorCode::BadInput, {"score " + std::to_string(i) + " is " + std::to_string(scores[i].score)});
        ++(scores[i].positive ? totals.positives : totals.negatives);
    }
    if (totals.positives == 0 || totals.negatives == 0)
        return std::nullopt;
    std::vector<RankedScore> sorted(scores.begin(), scores.end());
    std::ranges::sort(sorted, std::greater<>(), &RankedScore::score);
    RankingBuilder builder(totals, f1Epsilon, curvePoints);
    RankingStep step;
    for (std::size_t i = 0; i < sorted.size();) {
        step.score = sorted[i].score;
        step.negatives = step.positives = 0;
        for (; i < sorted.size() && sorted[i].score == step.score; ++i)
            ++(sorted[i].positive ? step.positives : step.negatives);
        if (step.positives == 0) {
            step.between += step.negatives;
            continue;
        }
        builder.add(step);
        step.between = 0;
    }
    return builder.take();
}

}  // namespace inference::evaluation
