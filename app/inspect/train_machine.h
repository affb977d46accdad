#pragma once

#include "model/device.h"

#include <cstdint>
#include <optional>
#include <string>

namespace app {

/// Where a training runs.
struct TrainMachine {
    std::string device;                          ///< "CPU, 8 threads", or the card's name
    int exampleThreads = 1;                      ///< that make examples meanwhile: every core where a card learns, else the cores learn themselves
    std::optional<std::uint64_t> freeBytes = {};  ///< of memory, for programs that begin now; none for a card, which doesn't say
};

/// What ModelOptions::device means on this machine: auto is the first card, where there is one.
TrainMachine trainMachine(const inference::model::Machine& machine, const std::string& device);

/// "MemAvailable" of a text like /proc/meminfo, in bytes; none where it doesn't stand there. Pure.
std::optional<std::uint64_t> availableIn(const std::string& meminfo);

}  // namespace app
