#pragma once

#include <chrono>
#include <string>

namespace app {

/// Now as "2024-05-01T12:34:56.789Z": sorts as time does.
std::string utcNow();

/// The same for a moment, to the millisecond at or before it. Any thread.
std::string utcText(std::chrono::system_clock::time_point time);

/// Now for a file's name: "20240501T123456789Z".
std::string utcFileStamp();

}  // namespace app
