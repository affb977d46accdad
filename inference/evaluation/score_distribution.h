#pragma once

#include "evaluation/verdict_counts.h"

#include <array>
#include <span>
#include <vector>

namespace inference::evaluation {

struct ScoredPart {
    double score = 0;  ///< 0..1
    Label label = Label::None;
};

/// The scores of many parts, sorted once, so that a moved limit costs a few binary searches however many there are.
/// Immutable: share it as shared_ptr<const ScoreDistribution> between threads.
class ScoreDistribution {
public:
    ScoreDistribution() = default;
    /// O(n log n). Throws Error(BadInput) for a score outside 0..1, NaN included.
    explicit ScoreDistribution(std::span<const ScoredPart> parts);

    std::size_t size() const;
    std::size_t count(Label label) const { return scores(label).size(); }
    /// Ascending.
    std::span<const double> scores(Label label) const { return m_scores[std::size_t(label)]; }

    /// Parts with from <= score < to. O(log n).
    std::size_t countIn(Label label, double from, double to) const;
    /// Parts at or above `limit`. O(log n).
    std::size_t countFrom(Label label, double limit) const;
    /// By verdictOf. O(log n). Throws Error(BadInput) for a review limit above the fail limit or for NaN.
    VerdictCounts counts(const LimitPair& limits) const;

private:
    std::size_t below(Label label, double score) const;

    std::array<std::vector<double>, 3> m_scores;  // by Label
};

}  // namespace inference::evaluation
