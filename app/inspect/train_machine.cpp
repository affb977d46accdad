#include "app/inspect/train_machine.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <string_view>

namespace app {

std::optional<std::uint64_t> availableIn(const std::string& meminfo)
{
    constexpr std::string_view key = "MemAvailable:";
    const auto found = meminfo.find(key);
    if (found == std::string::npos)
        return std::nullopt;
    const auto digits = meminfo.find_first_not_of(' ', found + key.size());
    std::uint64_t kilobytes = 0;
    if (digits == std::string::npos || std::from_chars(meminfo.data() + digits, meminfo.data() + meminfo.size(), kilobytes).ec != std::errc())
        return std::nullopt;
    return kilobytes << 10;
}

TrainMachine trainMachine(const inference::model::Machine& machine, const std::string& device)
{
    std::size_t card = 0;
    constexpr std::string_view prefix = "cuda:";
    if (device.starts_with(prefix))
        std::from_chars(device.data() + prefix.size(), device.data() + device.size(), card);
    if (device != "cpu" && card < machine.cudaDevices.size())
        return {machine.cudaDevices[card], machine.threads};
    std::ifstream file("/proc/meminfo");
    return {"CPU, " + std::to_string(machine.threads) + (machine.threads == 1 ? " thread" : " threads"), 1,
            availableIn(std::string(std::istreambuf_iterator<char>(file), {}))};
}

}  // namespace app
