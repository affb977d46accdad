#include "app/serve/head_watch.h"

#include <condition_variable>
#include <microhttpd.h>
#include <new>
#include <sys/socket.h>

namespace app {

HeadWatch::HeadWatch(std::chrono::milliseconds longest)
    : m_longest(longest)
    , m_thread([this](const std::stop_token& stop) { watch(stop); })
{
}

void HeadWatch::await(MHD_Connection* connection) noexcept
{
    try {
        const std::lock_guard lock(m_mutex);
        m_begun[connection] = Clock::now();
    } catch (const std::bad_alloc&) {
        // as the header says
    }
}

void HeadWatch::forget(MHD_Connection* connection) noexcept
{
    const std::lock_guard lock(m_mutex);
    m_begun.erase(connection);
}

void HeadWatch::stop()
{
    m_thread.request_stop();
    m_thread.join();
}

void HeadWatch::watch(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    std::condition_variable_any never;
    while (!stop.stop_requested()) {
        const auto before = Clock::now() - m_longest;
        for (const auto& [connection, begun] : m_begun)
            if (begun < before)
                if (const auto* const info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD))
                    ::shutdown(info->connect_fd, SHUT_RDWR);  // it is closed by whose it is
        never.wait_for(lock, stop, m_longest / 10, [] { return false; });
    }
}

}  // namespace app
