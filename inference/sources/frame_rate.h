#pragma once

#include "sources/frame.h"

#include <algorithm>
#include <deque>

namespace inference::sources {

/// How many pictures came per second, over the last two. Not thread-safe.
class FrameRate {
public:
    static constexpr std::chrono::seconds span {2};

    void note(Clock::time_point arrived)
    {
        m_times.push_back(arrived);
        forget(arrived);
    }

    /// Pictures after the first over the time from the first to the last, or to now when the next one is overdue; 0 with fewer than two.
    double at(Clock::time_point now) const
    {
        const auto first = std::ranges::find_if(m_times, [now](auto time) { return time > now - span; });
        const auto count = std::distance(first, m_times.end());
        if (count < 2)
            return 0;
        const std::chrono::duration<double> measured = m_times.back() - *first;
        const std::chrono::duration<double> waited = now - *first;
        return measured.count() <= 0 ? 0 : std::min(double(count - 1) / measured.count(), double(count) / waited.count());
    }

private:
    void forget(Clock::time_point now)
    {
        // A source that floods is counted as far as memory is spent on it.
        while (m_times.front() <= now - span || m_times.size() > 10'000)
            m_times.pop_front();
    }

    std::deque<Clock::time_point> m_times;
};

}  // namespace inference::sources
