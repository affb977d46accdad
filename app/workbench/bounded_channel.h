#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>

namespace app {

/// A queue between two threads that holds at most `capacity` values: the faster side waits. Waits end when a stop is asked for.
template <typename T>
class BoundedChannel {
public:
    explicit BoundedChannel(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    /// False when stopped before there was room; the value is then dropped.
    bool push(T value, const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return m_values.size() < m_capacity; }))
            return false;
        m_values.push_back(std::move(value));
        m_changed.notify_all();
        return true;
    }

    /// Nothing when stopped.
    std::optional<T> pop(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return !m_values.empty(); });
        return take();
    }

    /// Nothing when stopped, or when there is none until then.
    std::optional<T> pop(const std::stop_token& stop, std::chrono::steady_clock::time_point until)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, stop, until, [this] { return !m_values.empty(); });
        return take();
    }

private:
    /// Under the mutex.
    std::optional<T> take()
    {
        if (m_values.empty())
            return std::nullopt;
        std::optional<T> value(std::move(m_values.front()));
        m_values.pop_front();
        m_changed.notify_all();
        return value;
    }

    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<T> m_values;
};

}  // namespace app
