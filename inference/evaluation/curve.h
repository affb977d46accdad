#pragma once

#include <vector>

namespace inference::evaluation {

/// What is caught at one limit; both axes 0..1.
struct CurvePoint {
    double x = 0;
    double y = 0;
    double limit = 0;  ///< what scores at or above it is caught; infinity where nothing is
    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// From the highest limit to the lowest, so that x never falls. Straight lines lie between the points.
using Curve = std::vector<CurvePoint>;

struct RankingCurves {
    Curve roc;              ///< false positive rate -> true positive rate, (0, 0) to (1, 1)
    Curve precisionRecall;  ///< recall -> precision, (0, 1) to (1, share of positives)
    Curve pro;  ///< false positive rate -> mean overlap of the regions, (0, 0) to the limit of the rate; of pixels only
    friend bool operator==(const RankingCurves&, const RankingCurves&) = default;
};

/// Least number of points that a curve may be thinned to.
inline constexpr int leastCurvePoints = 16;

}  // namespace inference::evaluation
