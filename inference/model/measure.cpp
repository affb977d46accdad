#include "model/measure.h"

#include "core/render.h"
#include "model/card_p.h"
#include "model/device_p.h"
#include "model/guarded_p.h"
#include "model/precision.h"
#include "model/precision.h"

#include <torch/cuda.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <fstream>

namespace inference::model {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void checkStop(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Cancelled();
}

/// VmHWM: the greatest resident size of this process so far, in bytes.
double peakResident()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6)) * 1024;
    return 0;
}

/// Operations per second of [m, k] x [k, n], the best of several.
double rateOf(std::int64_t m, std::int64_t k, std::int64_t n, at::Device device, at::ScalarType type, int rounds)
{
    const auto wait = [device] {
        if (device.is_cuda())
            torch::cuda::synchronize(device.index());
    };
    const Tensor left = at::randn({m, k}, at::TensorOptions(at::kFloat).device(device)).to(type);
    const Tensor right = at::randn({n, k}, at::TensorOptions(at::kFloat).device(device)).to(type);
    Tensor out = at::linear(left, right);
    double best = 0;
    for (int i = 0; i < rounds; ++i) {
        wait();
        const auto start = Clock::now();
        constexpr int together = 4;
        for (int j = 0; j < together; ++j)
            out = at::linear(left, right);
        wait();
        best = std::max(best, together * 2.0 * double(m) * double(k) * double(n) / secondsSince(start));
    }
    return best;
}

}  // namespace

Image drawnPicture(int size, unsigned number)
{
    Image image = makeImage(size, size, 3);
    std::uint32_t grain = 1 + number;
    const double across = 0.35 + 0.1 * (number % 4), radius = 0.15 + 0.05 * (number % 5);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < 3 * size; ++x) {
            grain = grain * 1664525u + 1013904223u;
            const bool inside = std::hypot(x / 3 - size * across, y - size * 0.55) < size * radius;
            image.row(y)[x] = std::uint8_t((inside ? 60 : 140) + 60 * (x / 3) / size + int(grain >> 27) + 10 * (x % 3));
        }
    return image;
}

double operationsPerImage(const weights::ClipShape& clip, const weights::VcpShape& vcp, int imageSize)
{
    const double width = clip.visionWidth, embedding = clip.embed, grid = double(imageSize) / clip.patch, patches = grid * grid, tokens = 1 + patches;
    const double tower = clip.visionLayers * (24 * tokens * width * width + 4 * tokens * tokens * width) + 6 * patches * clip.patch * clip.patch * width;
    const double heads = vcp.taps * (2 * patches * width * embedding + 4 * patches * width + 64 * patches * width);
    const double text = 2.0 * (vcp.contextTokens + 1) * clip.textLayers * 24 * clip.textWidth * clip.textWidth;
    return tower + heads + text;
}

double productRate(const std::string& device, const std::string& precision)
{
    return guarded([&] {
        const c10::InferenceMode noGradients;
        const at::Device where = chooseDevice(device);
        const at::ScalarType type = precision == "bf16" ? at::kBFloat16 : precision == "fp16" ? at::kHalf : at::kFloat;
        setTensorFloat(false);
        if (where.is_cuda())
            return rateOf(8192, 8192, 8192, where, type, type == at::kFloat ? 3 : 12);
        return 1e9 * measuredGemmRate(model::choosePrecision(precision));
    });
}

PeakMemory peakMemory(const std::string& device)
{
    return {peakResident(), guarded([&] { return peakOfCard(chooseDevice(device)); })};
}

void resetPeakMemory(const std::string& device)
{
    guarded([&] { resetPeakOfCard(chooseDevice(device)); });
}

BatchTimes timeBatch(VcpClip& model, std::span<const Image> images, int repeat, const std::stop_token& stop)
{
    for (int i = 0; i < 3; ++i) {
        checkStop(stop);
        model.detect(images, stop);
    }
    std::vector<double> alone;
    for (int i = 0; i < repeat; ++i) {
        const auto start = Clock::now();
        model.detect(images, stop);
        alone.push_back(secondsSince(start));
    }
    std::ranges::sort(alone);

    std::deque<std::unique_ptr<PendingEvidence>> underWay;
    const auto start = Clock::now();
    for (int i = 0; i < repeat; ++i) {
        checkStop(stop);
        underWay.push_back(model.begin(images, stop));
        if (underWay.size() == 2) {
            underWay.front()->take();
            underWay.pop_front();
        }
    }
    for (const auto& last : underWay)
        last->take();
    BatchTimes times {alone[alone.size() / 2], secondsSince(start) / (double(repeat) * double(images.size())), {}};
    model.timeStages(images);
    times.stages = model.timeStages(images);
    for (StageTime& stage : times.stages)
        stage.seconds /= double(images.size());
    return times;
}

void MapDifference::add(const Evidence& expected, const Evidence& found, double alpha, double sigma)
{
    const AnomalyMap one = render(expected, alpha, sigma, expected.imageSize), other = render(found, alpha, sigma, found.imageSize);
    if (one.values.size() != other.values.size())
        throw Error(ErrorCode::BadInput, {"image size"});
    double sum = 0;
    for (std::size_t i = 0; i < one.values.size(); ++i) {
        const double difference = std::abs(double(one.values[i]) - double(other.values[i]));
        greatest = std::max(greatest, difference);
        sum += difference;
    }
    ++images;
    mean += (sum / double(std::max<std::size_t>(one.values.size(), 1)) - mean) / images;
}

MapDifference mapDifference(Detector& reference, Detector& other, std::span<const Image> images, double alpha, double sigma, const std::stop_token& stop)
{
    MapDifference difference;
    for (const Image& image : images) {
        checkStop(stop);
        const auto answerOf = [&](Detector& detector) { return detector.detect({&image, 1}, stop).front(); };
        difference.add(answerOf(reference), answerOf(other), alpha, sigma);
    }
    return difference;
}

}  // namespace inference::model
