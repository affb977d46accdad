#pragma once

#include "sources/cusum.h"

namespace app {

/// Tells that good parts no longer score as the first ones did, although they still pass: the process changes, or what is seen of it.
/// Give it passing results only. One thread.
class ScoreSentinel {
public:
    struct Limits {
        int reference = 50;        ///< results that make up the reference
        double leastDeviation = 0.01;  ///< of the score, 0..1: parts that are all alike don't make each difference a drift
        double settled = 2;        ///< over when the sums are below this again
        inference::sources::Cusum::Limits sums() const { return {1.5, 8, leastDeviation, 4}; }  ///< as DriftSentinel's
    };

    ScoreSentinel() = default;
    explicit ScoreSentinel(const Limits& limits)
        : m_limits(limits)
    {
    }

    /// True: they score otherwise now.
    bool look(double score)
    {
        if (m_sums.learnt() < m_limits.reference) {
            m_sums.learn(score);
            return false;
        }
        m_sums.follow(score);
        m_changed = m_sums.greatest() >= (m_changed ? m_limits.settled : m_limits.sums().decision);
        return m_changed;
    }

private:
    Limits m_limits;
    inference::sources::Cusum m_sums {m_limits.sums()};
    bool m_changed = false;
};

}  // namespace app
