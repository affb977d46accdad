#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace inference::sources {

/// Holds the newest thing only: what nobody has taken when a newer one comes is gone, and counted. Nothing queues between a camera
/// and a model that is slower. Thread-safe; any number of writers, one reader.
template <typename Thing>
class Mailbox {
public:
    void put(Thing thing)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_replaced += m_newest.has_value();
            m_newest = std::move(thing);
        }
        m_changed.notify_all();
    }

    /// Waits until the last thing has been taken, then puts this one: for a source of which nothing may be lost. False, and
    /// nothing put, when `stop` is asked for.
    bool putWhenEmpty(const Thing& thing, const std::stop_token& stop)
    {
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return !m_newest.has_value(); }))
                return false;
            m_newest = thing;
        }
        m_changed.notify_all();
        return true;
    }

    /// Waits until the last thing has been taken; false when `stop` is asked for.
    bool waitUntilEmpty(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait(lock, stop, [this] { return !m_newest.has_value(); });
    }

    /// Waits for a thing; nothing when `stop` is asked for.
    std::optional<Thing> take(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return m_newest.has_value(); }))
            return std::nullopt;
        return taken(std::move(lock));
    }

    /// Likewise, but not longer than until `end`.
    std::optional<Thing> take(const std::stop_token& stop, std::chrono::steady_clock::time_point end)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_until(lock, stop, end, [this] { return m_newest.has_value(); }))
            return std::nullopt;
        return taken(std::move(lock));
    }

    /// Without waiting.
    std::optional<Thing> takeNow() { return taken(std::unique_lock(m_mutex)); }

    void clear() { takeNow(); }

    /// How many were replaced before anybody took them.
    std::uint64_t replaced() const
    {
        const std::lock_guard lock(m_mutex);
        return m_replaced;
    }

private:
    std::optional<Thing> taken(std::unique_lock<std::mutex> lock)
    {
        std::optional<Thing> thing = std::exchange(m_newest, std::nullopt);
        lock.unlock();
        m_changed.notify_all();
        return thing;
    }

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Thing> m_newest;
    std::uint64_t m_replaced = 0;
};

}  // namespace inference::sources
