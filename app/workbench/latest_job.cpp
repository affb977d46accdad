#include "app/workbench/latest_job.h"

#include "app/workbench/background.h"

#include <memory>

namespace app {

void LatestJob::start(Work work)
{
    m_running = true;
    m_thread.request_stop();
    m_thread = std::jthread([voice = Voice(this, ++m_wish), work = std::move(work),
                             older = std::make_shared<std::jthread>(std::move(m_thread))](const std::stop_token& stop) {
        if (older->joinable())
            older->join();
        giveWay(5);
        work(voice, stop);
    });
}

bool LatestJob::cancel()
{
    if (!m_running)
        return false;
    ++m_wish;
    m_running = false;
    m_thread.request_stop();
    return true;
}

}  // namespace app
