#pragma once

#include "evaluation/score_distribution.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace inference::evaluation {

/// Labelled scores as distinct levels, ascending, with how often each label has them. A resample has the same levels and
/// other numbers, so it needs no sorting.
struct ScoreLevels {
    std::vector<double> level;
    std::vector<std::uint32_t> good;
    std::vector<std::uint32_t> defective;
    std::size_t goodTotal = 0;
    std::size_t defectiveTotal = 0;
};

/// Without the defective ones where `withDefective` is false.
ScoreLevels levelsOf(const ScoreDistribution& parts, bool withDefective);

/// A way to part the scores in two: those from `upper` on are caught. Whatever limit lies above `lower` and not above `upper`
/// does it.
struct Cut {
    double lower = 0;
    double upper = 1;
    std::size_t caughtGood = 0;
    std::size_t caughtDefective = 0;
};

/// The limit halfway into the cut; none where no float lies in it (scores are doubles, limits floats).
std::optional<float> limitIn(const Cut& cut);

/// Calls visit(cut) from the highest limit (nothing is caught) to the lowest (everything is). Nothing can be caught less than
/// what scores 1.
template<typename Visit>
void forEachCut(const ScoreLevels& levels, Visit visit)
{
    Cut cut;
    bool first = true;
    for (std::size_t i = levels.level.size(); i-- > 0;) {
        if (levels.good[i] == 0 && levels.defective[i] == 0)
            continue;  // not in this resample
        cut.lower = levels.level[i];
        if (!first || cut.lower < 1)
            visit(cut);
        first = false;
        cut.upper = levels.level[i];
        cut.caughtGood += levels.good[i];
        cut.caughtDefective += levels.defective[i];
    }
    cut.lower = 0;
    if (!first)
        visit(cut);
}

}  // namespace inference::evaluation
