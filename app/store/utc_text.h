#pragma once

#include <string>

namespace app {

/// Now as "2024-05-01T12:34:56.789Z": sorts as time does.
std::string utcNow();

/// Now for a file's name: "20240501T123456789Z".
std::string utcFileStamp();

}  // namespace app
