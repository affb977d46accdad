#pragma once

#include "sources/frame.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

namespace inference::sources {

/// Maps the times that a camera writes on its pictures, nanoseconds of a clock of its own, to ours. A picture arrives some time after its
/// exposure, never before; so the smallest difference among the last pictures is taken for that of the two clocks, and what is left of
/// the others for their delay. The shortest delay itself (transport and read-out) can't be known and is not in it. A clock that
/// jumps, stands still or says nothing (0) gives the time of arrival, and begins anew. Not thread-safe.
class DeviceClock {
public:
    static constexpr std::size_t remembered = 100;  ///< pictures: clocks drift apart by some 50 µs per second
    static constexpr std::chrono::seconds greatestDelay {1};

    Clock::time_point exposed(std::uint64_t deviceNanoseconds, Clock::time_point arrived)
    {
        const std::int64_t arrival = arrived.time_since_epoch() / std::chrono::nanoseconds(1);
        const auto device = std::int64_t(deviceNanoseconds);
        const std::optional<std::int64_t> last = std::exchange(m_last, device);
        if (device <= 0 || (last && device <= *last)) {
            m_differences.clear();
            return arrived;
        }
        m_differences.push_back(arrival - device);
        if (m_differences.size() > remembered)
            m_differences.pop_front();
        const std::int64_t least = *std::ranges::min_element(m_differences);
        const std::chrono::nanoseconds delay(m_differences.back() - least);
        if (delay > greatestDelay) {  // the camera's clock was set back, or ours stood still
            m_differences.assign(1, m_differences.back());
            return arrived;
        }
        return arrived - delay;
    }

private:
    std::deque<std::int64_t> m_differences;
    std::optional<std::int64_t> m_last;
};

}  // namespace inference::sources
