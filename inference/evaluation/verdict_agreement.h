#pragma once

#include "core/judgement.h"
#include "core/label.h"
#include "evaluation/intervals.h"

#include <optional>
#include <span>
#include <vector>

namespace inference::evaluation {

/// One verdict on a part; what an appraiser is stands in evaluation/gauge_study.h.
struct VerdictReading {
    int part = 0;       ///< counted from 0
    int appraiser = 0;  ///< counted from 0
    Verdict verdict = Verdict::Pass;
};

/// How far verdicts on the same parts agree (AIAG, Measurement Systems Analysis, 4th edition, 2010, chapter III section C).
struct VerdictAgreement {
    std::vector<Share> within;  ///< by appraiser: parts on which he always gave one verdict, of those that he judged more than once
    Share between;  ///< parts on which all verdicts are the same, of all that were judged more than once
    Share right;    ///< parts on which all verdicts are right, of those with a label: pass of a good one, fail of a defective one
    /// How much more they agree than by chance, 1 at most (J. L. Fleiss, Psychological Bulletin 76 (1971) 378; parts may be judged differently often).
    /// None where chance explains all: every verdict is the same, or no part was judged twice.
    std::optional<double> kappa;
};

/// Above this AIAG calls an agreement good, below the other one poor.
inline constexpr double goodKappa = 0.75, poorKappa = 0.40;

/// `labels`: what the parts really are, by part; may be shorter. Pure; any thread. Throws Error(BadInput) for negative indices.
VerdictAgreement verdictAgreement(std::span<const VerdictReading> readings, std::span<const Label> labels);

}  // namespace inference::evaluation
