#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <thread>

struct MHD_Connection;

namespace app {

/// Ends connections on which a request is too long in coming: a caller that sends a byte now and then is never silent for long, and would keep its
/// connection for days. Thread-safe.
class HeadWatch {
public:
    /// `longest`: from when a request is awaited until its body begins.
    explicit HeadWatch(std::chrono::milliseconds longest);

    /// Allocates, and doesn't throw: where there is no memory libmicrohttpd's own patience ends the connection.
    void await(MHD_Connection* connection) noexcept;
    /// It has come, or the connection is about to be closed.
    void forget(MHD_Connection* connection) noexcept;
    /// Ends none any more.
    void stop();

private:
    using Clock = std::chrono::steady_clock;
    void watch(const std::stop_token& stop);

    const std::chrono::milliseconds m_longest;
    std::mutex m_mutex;
    std::map<MHD_Connection*, Clock::time_point> m_begun;  ///< guarded by m_mutex
    std::jthread m_thread;
};

}  // namespace app
