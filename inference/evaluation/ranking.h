#pragma once

#include "evaluation/curve.h"

#include <optional>
#include <span>

namespace inference::evaluation {

/// How well scores part positives from negatives. A limit catches what scores at or above it; equal scores are caught together.
struct Ranking {
    double auroc = 0;             ///< area under the ROC by trapezoids: share of pairs in order, ties counting half
    double averagePrecision = 0;  ///< sum over limits of (R_n - R_n-1) P_n, no interpolation
    double f1Max = 0;             ///< greatest 2PR/(P + R + epsilon)
    double limitAtF1Max = 0;      ///< the score where it is reached; of several the lowest
    /// Intersection over union of what lies strictly above limitAtF1Max, as the published code has it (its curve catches at or above).
    double iouAtF1Max = 0;
    std::optional<double> aupro;  ///< of pixels only: MVTec's area under the PRO curve
    RankingCurves curves;
};

struct RankedScore {
    double score = 0;
    bool positive = false;
};

/// What the published code adds to P + R of pixels; of images it adds nothing and drops what is 0/0 (where nothing positive is caught).
inline constexpr double pixelF1Epsilon = 1e-8;

/// The same figures as scikit-learn's roc_auc_score, average_precision_score and precision_recall_curve; none where positives or
/// negatives are missing, for there is nothing to rank. Curves have at most `curvePoints` points (at least leastCurvePoints).
/// Pure; any thread. O(n log n). Throws Error(BadInput) naming the place of a score that is NaN or infinite.
std::optional<Ranking> rankingOf(std::span<const RankedScore> scores, double f1Epsilon = 0, int curvePoints = 1000);

}  // namespace inference::evaluation
