#pragma once

#include "core/baseline.h"
#include "core/inspection.h"
#include "core/placement.h"

#include <cstddef>
#include <vector>

namespace inference::judging {

/// From fewer good parts a chance mark of one of them would be learned.
inline constexpr std::size_t leastPartsToLearn = 5;
/// More add nothing to a median but memory.
inline constexpr std::size_t mostPartsToLearn = 64;

/// Learns from the model's answers for good parts. At each place of each branch and layer an offset is what a usual good part reaches there
/// (median plus one robust deviation, 1.4826 times the median distance from it) above the logit of 0.1: good parts come down to about
/// that, what goes beyond them stays as far beyond, and where good parts are quiet nothing is taken off. Defects on a place that is loud in
/// good parts are told less loudly. One thread.
class BaselineLearner {
public:
    /// Keeps 4 bytes of each of its values. Throws Error(BaselineMismatch) for an answer of another shape than the first one's,
    /// BaselineTooLarge, and Error(BadInput) for an inspection without views and for more than mostPartsToLearn.
    void add(const Inspection& good);
    /// False instead for one of another shape.
    bool tryAdd(const Inspection& good);
    std::size_t parts() const { return m_parts; }
    /// `frame` as in Baseline: parts that were found are added as they lie in the reference picture (judging/placed_views.h). Throws Error(BadInput)
    /// for fewer than leastPartsToLearn.
    Baseline learned(std::uint64_t frame = 0) const;

private:
    Baseline m_shape;  ///< of the first; no offsets
    std::size_t m_parts = 0;
    std::vector<float> m_values;  ///< [part][as Baseline::offsets]
};

/// The inspection as a recipe with this baseline sees it; the same where it isn't used. The baseline lies where `placement` says that the part
/// does; null: place on place. Throws Error(BaselineMismatch) where views or patches are others than those it was learned from. Pure; any thread.
Inspection takenOff(Inspection inspection, const Baseline& baseline, const Placement* placement = nullptr);

/// Share of the places, 0..1, where the baseline takes off at least one logit, in the mean over branches and layers.
double coveredShare(const Baseline& baseline);

}  // namespace inference::judging
