#pragma once

#include <algorithm>
#include <cmath>

namespace inference::sources {

/// A two-sided CUSUM (Page, Biometrika 1954) of one figure against its first values. Slack k and decision interval h are in deviations of
/// that reference. One thread.
class Cusum {
public:
    struct Limits {
        double slack = 1.5;
        double decision = 8;
        double least = 1;         ///< the deviation is never taken for less
        double greatestStep = 4;  ///< one value counts for at most so many deviations: a single odd one isn't a drift
    };

    explicit Cusum(const Limits& limits)
        : m_limits(limits)
    {
    }

    void learn(double value)
    {
        ++m_count;
        const double step = value - m_mean;  // Welford
        m_mean += step / m_count;
        m_squares += step * (value - m_mean);
    }

    /// How many deviations `value` is off the reference, signed; adds it to the sums.
    double follow(double value)
    {
        const double deviation = std::max(m_limits.least, std::sqrt(m_squares / std::max(1, m_count - 1)));
        const double off = (value - m_mean) / deviation;
        const double step = std::clamp(off, -m_limits.greatestStep, m_limits.greatestStep);
        // Sums end at 2 h, so that a change that is over is soon forgotten.
        m_up = std::clamp(m_up + step - m_limits.slack, 0.0, 2 * m_limits.decision);
        m_down = std::clamp(m_down - step - m_limits.slack, 0.0, 2 * m_limits.decision);
        return off;
    }

    int learnt() const { return m_count; }
    double up() const { return m_up; }
    double down() const { return m_down; }
    double greatest() const { return std::max(m_up, m_down); }

private:
    Limits m_limits;
    int m_count = 0;
    double m_mean = 0, m_squares = 0, m_up = 0, m_down = 0;
};

}  // namespace inference::sources
