#include "sources/left_behind_p.h"

#include <future>
#include <utility>

namespace inference::sources {

LeftBehind& LeftBehind::instance()
{
    static LeftBehind threads;
    return threads;
}

LeftBehind::~LeftBehind()
{
    for (Entry& entry : m_entries)
        entry.thread.join();
}

void LeftBehind::run(std::function<void()> work)
{
    auto ended = std::make_shared<std::atomic<bool>>(false);
    const std::lock_guard lock(m_mutex);
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        if (*entry->ended) {
            entry->thread.join();
            entry = m_entries.erase(entry);
        } else {
            ++entry;
        }
    }
    std::thread thread([work = std::move(work), ended]() mutable {
        work();
        work = nullptr;  // what it holds goes here, not when it is joined
        *ended = true;
    });
    m_entries.push_back({std::move(thread), std::move(ended)});
}

void LeftBehind::runAndWait(std::function<void()> work, std::chrono::milliseconds time)
{
    auto done = std::make_shared<std::promise<void>>();
    std::future<void> waiting = done->get_future();
    run([work = std::move(work), done]() mutable {
        work();
        work = nullptr;
        done->set_value();
    });
    waiting.wait_for(time);
}

}  // namespace inference::sources
