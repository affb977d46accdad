#pragma once

#include <condition_variable>
#include <list>
#include <mutex>
#include <stop_token>

namespace inference {

/// One caller at a time, in the order in which they came: a folder's inspection that asks again and again doesn't keep a camera's
/// frame waiting for longer than one of its batches. Thread-safe.
class Turns {
public:
    /// Its holder's turn lasts as long as it lives.
    class Turn {
    public:
        explicit Turn(Turns& turns)
            : m_turns(turns)
        {
        }
        ~Turn()
        {
            {
                const std::lock_guard lock(m_turns.m_mutex);
                m_turns.m_waiting.pop_front();
            }
            m_turns.m_changed.notify_all();
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        Turns& m_turns;
    };

    /// Waits for the caller's turn; false when `stop` was asked for meanwhile: then there is none to end.
    bool wait(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        const auto place = m_waiting.insert(m_waiting.end(), 0);
        if (m_changed.wait(lock, stop, [&] { return m_waiting.begin() == place; }))
            return true;
        m_waiting.erase(place);  // it wasn't the first: nobody waits for it
        return false;
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::list<char> m_waiting;  // the first has its turn
};

}  // namespace inference
