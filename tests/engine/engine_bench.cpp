// engine-bench --clip F --vcp F [--image-size N] [--layers a,b,c,d] [--device D] [--precision P] [--half-sum 1] [--batch N,N,...]
//              [--repeat N] [--parity D] : one JSON object. Where only LibTorch is; vcp-inspect bench says more.
#include "core/error.h"
#include "core/sleeping_threads.h"
#include "model/device.h"
#include "model/measure.h"
#include "model/vcp_clip.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <map>
#include <sstream>

namespace {

using namespace inference;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;
using Arguments = std::map<std::string, std::string>;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string value(const Arguments& arguments, const std::string& name, const std::string& fallback)
{
    const auto found = arguments.find(name);
    return found == arguments.end() ? fallback : found->second;
}

std::vector<int> numbers(const std::string& text)
{
    std::vector<int> out;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');)
        out.push_back(std::stoi(part));
    return out;
}

struct Files {
    weights::ClipWeights clip;
    weights::VcpWeights vcp;
};

std::unique_ptr<model::VcpClip> load(const Files& files, const Arguments& arguments, const std::string& device, bool reference)
{
    model::ModelOptions options;
    options.device = device;
    options.precision = reference ? "fp32" : value(arguments, "--precision", "auto");
    options.reference = reference;
    options.halfSum = arguments.contains("--half-sum");
    options.imageSize = std::stoi(value(arguments, "--image-size", "518"));
    options.layers = numbers(value(arguments, "--layers", ""));
    return model::VcpClip::load(files.clip, files.vcp, options);
}

Json run(model::VcpClip& vcpClip, int batch, int repeat, double operations, double best)
{
    std::vector<Image> images;
    for (unsigned i = 0; i < 8 && int(i) < batch; ++i)
        images.push_back(model::drawnPicture(vcpClip.imageSize(), i));
    for (int i = 8; i < batch; ++i)
        images.push_back(images[std::size_t(i) % 8]);
    const std::string device = vcpClip.facts().device;
    model::resetPeakMemory(device);
    const model::BatchTimes times = model::timeBatch(vcpClip, images, repeat);
    Json stages = Json::object();
    for (const auto& stage : times.stages)
        stages[stage.name] = stage.seconds;
    const auto memory = model::peakMemory(device);
    return {{"batch", batch}, {"seconds_per_image", times.each}, {"images_per_second", 1 / times.each}, {"seconds_alone", times.alone}, {"gflops", operations / times.each / 1e9},
            {"share_of_product_rate", operations / times.each / best}, {"stages", stages}, {"peak_memory_mb", memory.host / (1 << 20)},
            {"device_peak_memory_mb", memory.device / (1 << 20)}};
}

Json parity(const Files& files, const Arguments& arguments, model::VcpClip& vcpClip, const std::string& device)
{
    const auto reference = load(files, arguments, device, true);
    std::vector<Image> images;
    for (unsigned i = 0; i < 3; ++i)
        images.push_back(model::drawnPicture(vcpClip.imageSize(), i));
    const auto difference = model::mapDifference(*reference, vcpClip, images, 0.8, 8);
    return {{"against", reference->facts().device + " fp32"}, {"images", difference.images}, {"greatest", difference.greatest}, {"mean", difference.mean}};
}

Json bench(const Arguments& arguments)
{
    const auto machine = model::prepareMachine();
    const Files files {weights::ClipWeights::open(arguments.at("--clip")), weights::VcpWeights::open(arguments.at("--vcp"))};
    const auto loading = Clock::now();
    const auto vcpClip = load(files, arguments, value(arguments, "--device", "auto"), false);
    const double loadSeconds = secondsSince(loading);
    const auto& facts = vcpClip->facts();
    const double operations = model::operationsPerImage(files.clip.shape, files.vcp.shape, facts.imageSize);
    const double best = model::productRate(facts.device, facts.precision);
    Json json {{"device", facts.device}, {"device_name", facts.deviceName}, {"precision", facts.precision}, {"half_sum", arguments.contains("--half-sum")},
               {"libtorch", machine.torchVersion}, {"threads", machine.threads}, {"image_size", facts.imageSize}, {"load_seconds", loadSeconds},
               {"operations_per_image", operations}, {"product_gflops", best / 1e9}};
    for (const int batch : numbers(value(arguments, "--batch", "1")))
        try {
            json["runs"].push_back(run(*vcpClip, batch, std::stoi(value(arguments, "--repeat", "3")), operations, best));
        } catch (const Error& error) {
            if (error.code() != ErrorCode::OutOfMemory)
                throw;
            json["runs"].push_back({{"batch", batch}, {"error", codeName(error.code())}});
        }
    json["graphs"] = vcpClip->card().graphs;
    json["no_graphs"] = vcpClip->card().noGraphs;
    if (facts.chosenBy)
        json["chosen_by"] = *facts.chosenBy;
    if (arguments.contains("--parity"))
        json["parity"] = parity(files, arguments, *vcpClip, arguments.at("--parity"));
    return json;
}

}  // namespace

int main(int argc, char** argv)
{
    letWaitingThreadsSleep(argv);
    Arguments arguments;
    for (int i = 1; i + 1 < argc; i += 2)
        arguments[argv[i]] = argv[i + 1];
    if (!arguments.contains("--clip") || !arguments.contains("--vcp")) {
        std::fprintf(stderr, "usage: engine-bench --clip F --vcp F [--image-size N] [--layers a,b,c,d] [--device D] [--precision P] [--half-sum 1]\n"
                             "                    [--batch N,N,...] [--repeat N] [--parity D]\n");
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
