#include "app/workbench/rate_meter.h"

namespace app {

using namespace std::chrono_literals;

void RateMeter::add(Clock::time_point when)
{
    forget(when);
    m_events.push_back(when);
}

double RateMeter::rate(Clock::time_point now)
{
    forget(now);
    if (m_events.size() < 2)
        return 0;
    // Between the events while they come; up to now when none comes any more, so that the rate falls.
    const auto mean = (m_events.back() - m_events.front()) / double(m_events.size() - 1);
    const auto since = now - m_events.back();
    const std::chrono::duration<double> span = since > mean ? std::chrono::duration<double>(now - m_events.front()) : std::chrono::duration<double>(m_events.back() - m_events.front());
    return span.count() > 0 ? double(m_events.size() - 1) / span.count() : 0;
}

void RateMeter::forget(Clock::time_point now)
{
    while (!m_events.empty() && now - m_events.front() > 2s)
        m_events.pop_front();
}

}  // namespace app
