#pragma once

#include <chrono>
#include <deque>

namespace app {

/// How many events a second there were lately: those of the last two seconds, so that a rate that falls is seen at once and one that
/// flickers is not. Not thread-safe.
class RateMeter {
public:
    using Clock = std::chrono::steady_clock;

    void add(Clock::time_point when);
    /// Events per second up to `now`; 0 with less than two of them.
    double rate(Clock::time_point now);
    void clear() { m_events.clear(); }

private:
    void forget(Clock::time_point now);

    std::deque<Clock::time_point> m_events;
};

}  // namespace app
