#pragma once

#include "evaluation/limit_suggestion.h"
#include "evaluation/score_levels_p.h"

namespace inference::evaluation {

struct TailFit {
    TailModel model = TailModel::None;
    double threshold = 0;  ///< the exceedances are above it or tie with it
    double scale = 0;
    double shape = 0;            ///< xi; 0 for the exponential
    std::size_t exceedances = 0;
    std::size_t of = 0;

    /// Where `rate` of all parts lie above; rate below exceedances/of.
    double quantile(double rate) const;
};

/// How many of `good` scores the tail is fitted to.
std::size_t exceedancesOf(std::size_t good);

/// Fits the good scores' tail. None (model None) when all exceedances equal the threshold. Needs more good scores than
/// exceedancesOf says.
TailFit fitTail(const ScoreLevels& levels);

}  // namespace inference::evaluation
