#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace inference::pipeline {

/// Several threads do one step of a pipeline; what they make comes out in the order in which the tasks went in. At most
/// `capacity` tasks are inside, done or not: the side that is ahead waits. Thread-safe; one thread pushes, one pops.
template <typename Task, typename Result>
class OrderedWorkers {
public:
    /// May throw: pop() throws it in the task's place.
    using Work = std::function<Result(Task task, const std::stop_token& stop)>;

    /// `makeWork` is called once on each thread: what a thread keeps for itself lives in its Work.
    OrderedWorkers(int threads, std::size_t capacity, const std::function<Work()>& makeWork)
        : m_capacity(capacity)
    {
        for (int i = 0; i < threads; ++i)
            m_threads.emplace_back([this, makeWork](const std::stop_token& stop) { loop(makeWork(), stop); });
    }

    /// Waits for the steps under way, which are asked to stop.
    ~OrderedWorkers()
    {
        for (std::jthread& thread : m_threads)
            thread.request_stop();
        m_threads.clear();
    }

    /// False when stopped before there was room; the task is then dropped.
    bool push(Task task, const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return m_places.size() < m_capacity; }))
            return false;
        m_places.push_back(std::make_shared<Place>(Place {std::move(task), {}, {}}));
        m_changed.notify_all();
        return true;
    }

    /// No task comes any more.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

    /// The next in order; nothing when stopped, or when there will be none.
    std::optional<Result> pop(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return ready() || (m_closed && m_places.empty()); }) || m_places.empty())
            return std::nullopt;
        return take();
    }

    /// The same, but only what is there now.
    std::optional<Result> tryPop()
    {
        const std::lock_guard lock(m_mutex);
        return ready() ? take() : std::nullopt;
    }

private:
    struct Place {
        std::optional<Task> task;
        std::optional<Result> result;
        std::exception_ptr failure;
    };

    bool ready() const { return !m_places.empty() && (m_places.front()->result || m_places.front()->failure); }

    std::optional<Result> take()
    {
        const std::shared_ptr<Place> place = std::move(m_places.front());
        m_places.pop_front();
        m_begun -= 1;
        m_changed.notify_all();
        if (place->failure)
            std::rethrow_exception(place->failure);
        return std::move(place->result);
    }

    void loop(const Work& work, const std::stop_token& stop)
    {
        while (true) {
            std::shared_ptr<Place> place;
            {
                std::unique_lock lock(m_mutex);
                if (!m_changed.wait(lock, stop, [this] { return m_begun < m_places.size(); }))
                    return;
                place = m_places[m_begun++];
            }
            std::optional<Result> result;
            std::exception_ptr failure;
            try {
                result = work(std::move(*place->task), stop);
            } catch (...) {
                failure = std::current_exception();
            }
            const std::lock_guard lock(m_mutex);
            place->task.reset();
            place->result = std::move(result);
            place->failure = failure;
            m_changed.notify_all();
        }
    }

    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::shared_ptr<Place>> m_places;  ///< in order; the first m_begun have a thread or are done
    std::size_t m_begun = 0;
    bool m_closed = false;
    std::vector<std::jthread> m_threads;  ///< last: they use everything above
};

}  // namespace inference::pipeline
