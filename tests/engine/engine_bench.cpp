// engine-bench --clip F --vcp F [--image-size N] [--layers a,b,c,d] [--device D] [--batch N] [--repeat N]: one JSON object.
#include "core/error.h"
#include "core/sleeping_threads.h"
#include "model/device.h"
#include "model/vcp_clip.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// VmHWM: the greatest resident size of this process so far.
double peakMemoryMb()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6)) / 1024;
    return 0;
}

std::vector<int> numbers(const std::string& text)
{
    std::vector<int> out;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');)
        out.push_back(std::stoi(part));
    return out;
}

nlohmann::json bench(std::map<std::string, std::string>& arguments)
{
    const auto value = [&](const std::string& name, const std::string& fallback) {
        return arguments.contains(name) ? arguments[name] : fallback;
    };
    const int batch = std::stoi(value("--batch", "1")), repeat = std::stoi(value("--repeat", "3"));
    inference::model::ModelOptions options;
    options.device = value("--device", "auto");
    options.imageSize = std::stoi(value("--image-size", "518"));
    options.layers = numbers(value("--layers", ""));
    const auto machine = inference::model::prepareMachine();
    const auto loading = Clock::now();
    const auto model = inference::model::VcpClip::load(inference::weights::ClipWeights::open(arguments.at("--clip")),
                                                       inference::weights::VcpWeights::open(arguments.at("--vcp")), options);
    const double loadSeconds = secondsSince(loading);

    inference::Image image = inference::makeImage(options.imageSize, options.imageSize, 3);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = std::uint8_t(i * 2654435761u >> 24);
    const std::vector<inference::Image> images(std::size_t(batch), image);
    model->detect(images);  // first call: allocations, kernels' set-up
    const auto running = Clock::now();
    for (int i = 0; i < repeat; ++i)
        model->detect(images);
    return {{"device", model->facts().device}, {"device_name", model->facts().deviceName}, {"precision", model->facts().precision},
            {"libtorch", machine.torchVersion}, {"threads", machine.threads}, {"batch", batch}, {"image_size", options.imageSize},
            {"load_seconds", loadSeconds}, {"seconds_per_image", secondsSince(running) / (repeat * batch)},
            {"peak_memory_mb", peakMemoryMb()}};
}

}  // namespace

int main(int argc, char** argv)
{
    inference::letWaitingThreadsSleep(argv);
    std::map<std::string, std::string> arguments;
    for (int i = 1; i + 1 < argc; i += 2)
        arguments[argv[i]] = argv[i + 1];
    if (!arguments.contains("--clip") || !arguments.contains("--vcp")) {
        std::fprintf(stderr, "usage: engine-bench --clip F --vcp F [--image-size N] [--layers a,b,c,d] [--device D] [--batch N] [--repeat N]\n");
        return 2;
    }
    try {
        std::printf("%s\n", bench(arguments).dump(2).c_str());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "engine-bench: %s\n", error.what());
        return 2;
    }
}
