#include "pipeline/samples_ahead_p.h"

#include "core/detector.h"
#include "imaging/decode.h"
#include "imaging/resample.h"
#include "training/datasets/mask.h"

#include <new>

namespace inference::pipeline {
namespace {

/// Runs one step of reading; what goes wrong, said of `file`.
template <class Step>
std::optional<Error> problemOf(const std::filesystem::path& file, const Step& step)
{
    try {
        step();
        return std::nullopt;
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {
        return error.of(file);
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory, {}, file);
    } catch (const std::exception& error) {
        return Error(ErrorCode::Internal, {error.what()}, file);
    }
}

ReadSample readSample(const datasets::Sample& sample, int size)
{
    ReadSample read {&sample, {}, {}, {}, {}};
    Size stored;
    read.imageProblem = problemOf(sample.image, [&] {
        const Image image = imaging::decode(sample.image, {.applyOrientation = false});
        stored = image.size();
        read.input = imaging::toModelInput(image, size);
    });
    const bool masked = sample.label == Label::Defective && sample.mask.kind != datasets::MaskKind::None;
    if (!read.imageProblem && masked)
        read.maskProblem = problemOf(sample.mask.file, [&] {
            const datasets::Mask mask = datasets::readMask(sample, stored);
            if (!mask.any())
                throw Error(ErrorCode::MaskMissing, {"empty"});
            read.mask = datasets::maskForModel(mask, size).pixels;
        });
    return read;
}

}  // namespace

SamplesAhead::SamplesAhead(std::span<const datasets::Sample* const> samples, int size, std::size_t mostReady, std::stop_token stop)
    : m_stopWithCaller(std::move(stop), [this] { m_stop.request_stop(); })
    , m_thread([this, samples, size, mostReady] { work(samples, size, mostReady); })
{
}

SamplesAhead::~SamplesAhead()
{
    m_stop.request_stop();
}

void SamplesAhead::work(std::span<const datasets::Sample* const> samples, int size, std::size_t mostReady)
{
    const std::stop_token stop = m_stop.get_token();
    for (const datasets::Sample* sample : samples) {
        if (stop.stop_requested())
            return;
        ReadSample read = readSample(*sample, size);
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [&] { return m_ready.size() < mostReady; }))
            return;
        m_ready.push_back(std::move(read));
        m_changed.notify_all();
    }
}

ReadSample SamplesAhead::next()
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, m_stop.get_token(), [this] { return !m_ready.empty(); }))
        throw Cancelled();
    ReadSample read = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return read;
}

}  // namespace inference::pipeline
