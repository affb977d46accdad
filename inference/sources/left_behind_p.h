#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace inference::sources {

/// Threads for what a library can't be stopped in: a name that is looked up, good-byes to a camera that is gone (7 to 9 s). Nobody waits
/// for them but the end of the program. Thread-safe.
class LeftBehind {
public:
    static LeftBehind& instance();
    ~LeftBehind();

    /// Runs `work`, which must not throw, on a thread of its own. Throws std::system_error when there is none to be had.
    void run(std::function<void()> work);
    /// The same, and waits for it for at most `time`.
    void runAndWait(std::function<void()> work, std::chrono::milliseconds time);

private:
    struct Entry {
        std::thread thread;
        std::shared_ptr<std::atomic<bool>> ended;
    };
    std::mutex m_mutex;
    std::list<Entry> m_entries;
};

}  // namespace inference::sources
