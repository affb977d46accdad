#pragma once

#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

/// When the machine itself stood still: on each processor a thread before which no other comes wakes each millisecond, and notes when it woke
/// late. On a machine that is lent in shares those are the times in which the processor was somebody else's. Linux.
class Standstills {
public:
    using Clock = std::chrono::steady_clock;

    Standstills()
    {
        for (int processor = 0; processor < int(sysconf(_SC_NPROCESSORS_ONLN)); ++processor) {
            m_threads.emplace_back([this](const std::stop_token& stop) { watch(stop); });
            cpu_set_t own;
            CPU_ZERO(&own);
            CPU_SET(processor, &own);
            const sched_param first {1};
            m_certain = pthread_setaffinity_np(m_threads.back().native_handle(), sizeof own, &own) == 0
                && pthread_setschedparam(m_threads.back().native_handle(), SCHED_FIFO, &first) == 0 && m_certain;
        }
    }

    /// False: the system lets this process have no such threads, and what they noted may be the program's own load.
    bool certain() const { return m_certain; }

    /// The longest between these times, ms; what lasted less than `least` counts as none.
    double longestWithin(Clock::time_point from, Clock::time_point to) const
    {
        const std::lock_guard lock(m_mutex);
        Clock::duration longest {};
        for (const auto& [begun, ended] : m_found)
            longest = std::max(longest, std::min(ended, to) - std::max(begun, from));
        return std::chrono::duration<double, std::milli>(longest).count();
    }

private:
    static constexpr std::chrono::milliseconds interval {1}, least {2};

    void watch(const std::stop_token& stop)
    {
        for (auto due = Clock::now() + interval; !stop.stop_requested(); due = Clock::now() + interval) {
            std::this_thread::sleep_until(due);
            if (const auto now = Clock::now(); now - due > least) {
                const std::lock_guard lock(m_mutex);
                m_found.push_back({due, now});
            }
        }
    }

    mutable std::mutex m_mutex;
    std::vector<std::pair<Clock::time_point, Clock::time_point>> m_found;
    bool m_certain = true;
    std::vector<std::jthread> m_threads;
};
