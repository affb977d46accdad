#include "pipeline/inspector.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/resample.h"

#include <algorithm>
#include <chrono>
#include <new>

namespace inference::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// The one view of a plain inspection.
Inspection inspectionOf(const PreparedImage& prepared, Evidence evidence, double inferMs)
{
    const Rect whole {0, 0, double(prepared.imageSize.width), double(prepared.imageSize.height)};
    return {prepared.imageSize, {{whole, std::move(evidence)}}, {prepared.decodeMs, prepared.prepareMs, inferMs}};
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
    , m_together(m_detector ? std::max(1, m_detector->favouredBatch()) : 1)
{
}

Inspection Inspector::infer(const PreparedImage& prepared, std::stop_token stop) const
{
    return inferOne(prepared, prepared.input, stop);
}

Inspection Inspector::inferOne(const PreparedImage& prepared, const Image& input, const std::stop_token& stop) const
{
    if (!m_turns.wait(stop))
        throw Cancelled();
    const Turns::Turn turn(m_turns);
    const auto inferring = Clock::now();
    auto evidence = m_detector->detect({&input, 1}, stop);
    return inspectionOf(prepared, std::move(evidence.front()), millisecondsSince(inferring));
}

InferredBatch Inspector::begin(std::vector<PreparedImage> images, std::stop_token stop) const
{
    InferredBatch batch;
    batch.m_inspector = this;
    batch.m_begun = Clock::now();
    for (PreparedImage& image : images)
        batch.m_inputs.push_back(std::move(image.input));
    batch.m_images = std::move(images);
    for (std::size_t first = 0; first < batch.m_inputs.size(); first += batch.m_parts.back().count)
        batch.m_parts.push_back(beginPart(batch.m_inputs, first, stop));
    return batch;
}

InferredBatch::Part Inspector::beginPart(std::span<const Image> inputs, std::size_t first, const std::stop_token& stop) const
{
    while (true) {
        const std::size_t count = std::min(inputs.size() - first, std::size_t(m_together.load()));
        try {
            if (!m_turns.wait(stop))
                throw Cancelled();
            const Turns::Turn turn(m_turns);
            return {first, count, m_detector->begin(inputs.subspan(first, count), stop)};
        } catch (const Error& error) {
            if (error.code() != ErrorCode::OutOfMemory || count == 1)
                return {first, count, nullptr};
            m_together = int(count / 2);
        } catch (const Cancelled&) {
            throw;
        } catch (const std::exception&) {
            return {first, count, nullptr};  // each image says for itself what is wrong with it
        }
    }
}

std::vector<InferredImage> InferredBatch::take(const std::stop_token& stop)
{
    std::vector<InferredImage> inferred;
    for (Part& part : m_parts) {
        std::vector<Evidence> evidence;
        try {
            if (part.answers)
                evidence = part.answers->take();
        } catch (const Cancelled&) {
            throw;
        } catch (const std::exception&) {
            // as in beginPart()
        }
        part.answers.reset();
        if (evidence.size() != part.count) {
            for (InferredImage& one : inferEach(part, stop))
                inferred.push_back(std::move(one));
            continue;
        }
        const double milliseconds = m_inspector->answered(m_begun) / double(part.count);
        for (std::size_t i = 0; i < part.count; ++i)
            inferred.push_back(inspectionOf(m_images[part.first + i], std::move(evidence[i]), milliseconds));
    }
    return inferred;
}

std::vector<InferredImage> InferredBatch::inferEach(const Part& part, const std::stop_token& stop) const
{
    std::vector<InferredImage> inferred;
    for (std::size_t i = part.first; i < part.first + part.count; ++i) {
        try {
            inferred.push_back(m_inspector->inferOne(m_images[i], m_inputs[i], stop));
        } catch (const Cancelled&) {
            throw;
        } catch (const Error& error) {
            inferred.push_back(error);
        } catch (const std::bad_alloc&) {
            inferred.push_back(Error(ErrorCode::OutOfMemory));
        } catch (const std::exception& error) {
            inferred.push_back(Error(ErrorCode::Internal, {error.what()}));
        }
    }
    return inferred;
}

/// Milliseconds that the model worked for answers begun at `begun`: since then, or since the answers before them.
double Inspector::answered(std::chrono::steady_clock::time_point begun) const
{
    const std::lock_guard lock(m_answering);
    const auto since = std::max(begun, m_answered);
    m_answered = Clock::now();
    return std::chrono::duration<double, std::milli>(m_answered - since).count();
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
