#include "app/inspect/stop_signals.h"

#include <csignal>
#include <unistd.h>

namespace app {
namespace {

int pipeEnds[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 's';
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}

void handle(void (*handler)(int))
{
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = int(SA_RESETHAND) | SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM})
        ::sigaction(signal, &action, nullptr);
}

}  // namespace

StopSignals::StopSignals()
{
    if (::pipe(pipeEnds) != 0)
        return;  // Ctrl+C then ends the program as it does any other
    m_waiter = std::jthread([stop = m_stop]() mutable {
        char byte = 0;
        if (::read(pipeEnds[0], &byte, 1) == 1)
            stop.request_stop();
    });
    handle(onSignal);
}

StopSignals::~StopSignals()
{
    if (!m_waiter.joinable())
        return;
    handle(SIG_DFL);
    ::close(pipeEnds[1]);
    m_waiter.join();
    ::close(pipeEnds[0]);
}

}  // namespace app
