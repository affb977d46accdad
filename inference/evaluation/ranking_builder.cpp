#include "evaluation/ranking_builder_p.h"

#include "evaluation/pro.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace inference::evaluation {
namespace {

constexpr double nothing = std::numeric_limits<double>::infinity();

}  // namespace

RankingBuilder::RankingBuilder(const RankingTotals& totals, double f1Epsilon, int curvePoints)
    : m_totals(totals)
    , m_epsilon(f1Epsilon)
    , m_lastPro {0, 0, nothing}
    , m_roc(curvePoints, 1)
    , m_precisionRecall(curvePoints, 1)
    , m_pro(curvePoints, proLimit)
{
    m_roc.add({0, 0, nothing});
    m_precisionRecall.add({0, 1, nothing});
    if (m_totals.regions > 0)
        m_pro.add(m_lastPro);
}

/// Adds the point to each curve that was reached.
void RankingBuilder::mark(double limit)
{
    const double recall = double(m_hits) / double(m_totals.positives);
    m_roc.add({double(m_falseAlarms) / double(m_totals.negatives), recall, limit});
    m_precisionRecall.add({recall, double(m_hits) / double(m_hits + m_falseAlarms), limit});
    if (m_totals.regions > 0)
        markPro(limit);
}

/// The area grows by a trapezoid, the last one cut at the limit of the false positive rate (MVTec's generic_util.trapezoid).
void RankingBuilder::markPro(double limit)
{
    const CurvePoint from = m_lastPro;
    CurvePoint to {
        double(m_falseAlarms) / double(m_totals.negatives), std::min(1.0, m_overlap / double(m_totals.regions)), limit};
    m_lastPro = to;
    if (from.x > proLimit || (from.x == proLimit && to.x > proLimit))
        return;
    if (to.x > proLimit) {
        to.y = from.y + (to.y - from.y) * (proLimit - from.x) / (to.x - from.x);
        to.x = proLimit;
    }
    m_proArea += 0.5 * (from.y + to.y) * (to.x - from.x);
    m_pro.add(to);
}

void RankingBuilder::add(const RankingStep& step)
{
    if (step.between > 0) {
        m_falseAlarms += step.between;
        mark(std::nextafter(step.score, nothing));
    }
    const std::uint64_t hitsAbove = m_hits;
    const std::uint64_t falseAlarmsAbove = m_falseAlarms;
    m_hits += step.positives;
    m_falseAlarms += step.negatives;
    m_overlap += step.overlap;
    m_halvesInOrder += step.positives * (2 * (m_totals.negatives - m_falseAlarms) + step.negatives);
    mark(step.score);

    const double precision = double(m_hits) / double(m_hits + m_falseAlarms);
    const double recall = double(m_hits) / double(m_totals.positives);
    m_ranking.averagePrecision += double(step.positives) / double(m_totals.positives) * precision;
    const double f1 = 2 * precision * recall / (precision + recall + m_epsilon);
    if (f1 >= m_bestF1) {  // the lowest of equals, as numpy.argmax finds it in ascending limits
        m_bestF1 = f1;
        m_ranking.limitAtF1Max = step.score;
        m_ranking.iouAtF1Max = double(hitsAbove) / double(m_totals.positives + falseAlarmsAbove);
    }
}

Ranking RankingBuilder::take()
{
    if (m_falseAlarms < m_totals.negatives) {  // those below all positives
        m_falseAlarms = m_totals.negatives;
        mark(-nothing);
    }
    m_ranking.f1Max = m_bestF1;
    // Two roundings of numbers below 2^64 and 2^63: relative error of 2e-16 each.
    m_ranking.auroc = double(m_halvesInOrder) / 2 / double(m_totals.positives) / double(m_totals.negatives);
    if (m_totals.regions > 0)
        m_ranking.aupro = m_proArea / proLimit;
    m_ranking.curves = {m_roc.take(), m_precisionRecall.take(), m_pro.take()};
    return std::move(m_ranking);
}

}  // namespace inference::evaluation
