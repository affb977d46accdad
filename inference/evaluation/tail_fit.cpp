#include "evaluation/tail_fit_p.h"

#include <algorithm>
#include <cmath>

namespace inference::evaluation {

namespace {

/// The greatest `count` good scores, descending, and the next one.
std::vector<double> greatest(const ScoreLevels& levels, std::size_t count)
{
    std::vector<double> scores;
    scores.reserve(count + 1);
    for (std::size_t i = levels.level.size(); i-- > 0 && scores.size() <= count;)
        scores.insert(scores.end(), std::min<std::size_t>(levels.good[i], count + 1 - scores.size()), levels.level[i]);
    return scores;
}

}  // namespace

double TailFit::quantile(double rate) const
{
    const double excess = rate * double(of) / double(exceedances);  // share of the exceedances that lie above
    if (std::abs(shape) < 1e-9)
        return threshold - scale * std::log(excess);
    return threshold + scale / shape * std::expm1(-shape * std::log(excess));
}

std::size_t exceedancesOf(std::size_t good)
{
    return std::max((good + 9) / 10, std::min(leastForPareto, good / 4));
}

TailFit fitTail(const ScoreLevels& levels)
{
    const std::size_t count = exceedancesOf(levels.goodTotal);
    const std::vector<double> scores = greatest(levels, count);
    TailFit fit;
    fit.threshold = scores.back();
    fit.exceedances = count;
    fit.of = levels.goodTotal;
    double a0 = 0;
    double a1 = 0;
    for (std::size_t i = 1; i <= count; ++i) {  // i-th smallest exceedance
        const double excess = scores[count - i] - fit.threshold;
        a0 += excess;
        a1 += (1 - (double(i) - 0.35) / double(count)) * excess;
    }
    a0 /= double(count);
    a1 /= double(count);
    if (!(a0 > 0))
        return fit;
    if (count < leastForPareto) {
        fit.model = TailModel::Exponential;
        fit.scale = a0;
        return fit;
    }
    const double spread = a0 - 2 * a1;
    if (!(spread > 0))
        return fit;
    fit.model = TailModel::GeneralisedPareto;
    fit.shape = 2 - a0 / spread;
    fit.scale = 2 * a0 * a1 / spread;
    return fit;
}

}  // namespace inference::evaluation
