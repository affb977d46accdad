#include "pipeline/inspector.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/resample.h"

#include <chrono>
#include <new>

namespace inference::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void checkStop(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Cancelled();
}

}  // namespace

PreparedImage prepareImage(const Image& image, int modelSize)
{
    try {
        const auto resampling = Clock::now();
        PreparedImage prepared {image.size(), imaging::toModelInput(image, modelSize), 0, 0};
        prepared.prepareMs = millisecondsSince(resampling);
        return prepared;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory);
    }
}

PreparedImage prepareImage(const std::filesystem::path& path, int modelSize, std::stop_token stop)
{
    try {
        checkStop(stop);
        const auto decoding = Clock::now();
        const Image image = imaging::decode(path);
        const double decodeMs = millisecondsSince(decoding);
        checkStop(stop);
        PreparedImage prepared = prepareImage(image, modelSize);
        prepared.decodeMs = decodeMs;
        return prepared;
    } catch (const Error& error) {
        throw error.of(path);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {}, path);
    }
}

Inspector::Inspector(std::shared_ptr<Detector> detector)
    : m_detector(std::move(detector))
{
}

Inspection Inspector::infer(const PreparedImage& prepared, std::stop_token stop) const
{
    if (!m_turns.wait(stop))
        throw Cancelled();
    const Turns::Turn turn(m_turns);
    const auto inferring = Clock::now();
    auto evidence = m_detector->detect({&prepared.input, 1}, stop);
    const Rect whole {0, 0, double(prepared.imageSize.width), double(prepared.imageSize.height)};
    return {prepared.imageSize, {{whole, std::move(evidence.front())}}, {prepared.decodeMs, prepared.prepareMs, millisecondsSince(inferring)}};
}

Inspection Inspector::inspect(const std::filesystem::path& path, std::stop_token stop) const
{
    const PreparedImage prepared = prepareImage(path, modelSize(), stop);
    try {
        return infer(prepared, stop);
    } catch (const Error& error) {
        throw error.of(path);
    }
}

}  // namespace inference::pipeline
