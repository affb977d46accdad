#include "evaluation/score_levels_p.h"

#include <cmath>

namespace inference::evaluation {

ScoreLevels levelsOf(const ScoreDistribution& parts, bool withDefective)
{
    const auto good = parts.scores(Label::Good);
    const auto defective = withDefective ? parts.scores(Label::Defective) : std::span<const double>();
    ScoreLevels levels;
    levels.goodTotal = good.size();
    levels.defectiveTotal = defective.size();
    std::size_t g = 0;
    std::size_t d = 0;
    while (g < good.size() || d < defective.size()) {
        const double score = d == defective.size() || (g < good.size() && good[g] < defective[d]) ? good[g] : defective[d];
        levels.level.push_back(score);
        levels.good.push_back(0);
        levels.defective.push_back(0);
        for (; g < good.size() && good[g] == score; ++g)
            ++levels.good.back();
        for (; d < defective.size() && defective[d] == score; ++d)
            ++levels.defective.back();
    }
    return levels;
}

std::optional<float> limitIn(const Cut& cut)
{
    if (cut.upper == 0)
        return 0.0f;  // the lowest limit there is
    auto limit = float((cut.lower + cut.upper) / 2);
    if (double(limit) <= cut.lower)
        limit = std::nextafter(limit, 2.0f);
    if (double(limit) > cut.upper)
        limit = std::nextafter(limit, -1.0f);
    if (double(limit) <= cut.lower || double(limit) > cut.upper)
        return std::nullopt;
    return limit;
}

}  // namespace inference::evaluation
