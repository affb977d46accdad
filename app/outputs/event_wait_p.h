#pragma once

#include <QEventLoop>

#include <chrono>
#include <stop_token>

namespace app {

enum class Waited { Done, Late, Stopped };

/// Runs the events of this thread until somebody quits `loop`, the time is over or a stop is asked for.
Waited waitForEvents(QEventLoop& loop, std::chrono::milliseconds time, const std::stop_token& stop);

}  // namespace app
