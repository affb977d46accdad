#pragma once

#include <stop_token>
#include <thread>

namespace app {

/// While it lives, Ctrl+C and SIGTERM ask for a stop instead of ending the program; a second one ends it at once.
/// One at a time, made and destroyed on the main thread.
class StopSignals {
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::jthread m_waiter;  ///< turns the signal, in whose handler next to nothing is allowed, into a stop
};

}  // namespace app
