#pragma once

#include "evaluation/curve_sketch_p.h"
#include "evaluation/ranking.h"

#include <cstdint>

namespace inference::evaluation {

struct RankingTotals {
    std::uint64_t positives = 0;  ///< both above 0, together below 2^32
    std::uint64_t negatives = 0;
    std::size_t regions = 0;  ///< 0: no PRO
};

/// One distinct score that positives have.
struct RankingStep {
    double score = 0;
    std::uint64_t between = 0;    ///< negatives below the step before and above this score
    std::uint64_t negatives = 0;  ///< with this score
    std::uint64_t positives = 0;  ///< with this score, at least 1
    double overlap = 0;           ///< sum of 1/(size of its region) over these positives
};

/// Every figure of a ranking in one walk from the highest score to the lowest. Only scores of positives are steps: between them
/// the hits stay what they are, so neither area nor greatest F1 can hide there.
class RankingBuilder {
public:
    RankingBuilder(const RankingTotals& totals, double f1Epsilon, int curvePoints);

    void add(const RankingStep& step);
    Ranking take();

private:
    void mark(double limit);
    void markPro(double limit);

    RankingTotals m_totals;
    double m_epsilon;
    double m_bestF1 = -1;
    std::uint64_t m_hits = 0;         ///< positives caught
    std::uint64_t m_falseAlarms = 0;  ///< negatives caught
    double m_overlap = 0;
    std::uint64_t m_halvesInOrder = 0;  ///< pairs in order twice, ties once: at most 2^63
    CurvePoint m_lastPro;
    double m_proArea = 0;
    Ranking m_ranking;
    CurveSketch m_roc, m_precisionRecall, m_pro;
};

}  // namespace inference::evaluation
