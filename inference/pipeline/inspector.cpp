#include "pipeline/inspector.h"

#include "core/error.h"
#include "core/tiling.h"
#include "imaging/decode.h"
#include "imaging/picture_figures.h"
#include "imaging/resample.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <new>

namespace inference::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

/// While the answers to one are awaited the model has the next. One that takes inputs singly computes at once: nothing runs ahead.
std::size_t partsAhead(int together)
{
    return together == 1 ? 1 : 2;
}

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Inspection inspectionOf(const PreparedImage& prepared, std::vector<View> views, double inferMs)
{
    return {prepared.imageSize, std::move(views), {prepared.decodeMs, prepared.prepareMs, inferMs}, prepared.picture, prepared.grey};
}

/// A part of an image, copied.
Image cutOut(const Image& image, const Rect& area)
{
    const std::size_t pixel = std::size_t(image.channels) * std::size_t(image.bytesPerChannel);
    Image part = makeImage(int(area.width), int(area.height), image.channels, image.bytesPerChannel);
    part.discrete = image.discrete;
    for (int y = 0; y < part.height; ++y)
        std::copy_n(image.row(int(area.y) + y) + std::size_t(area.x) * pixel, part.stride(), part.row(y));
    return part;
}

void checkStop(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Cancelled();
}

}  // namespace

std::string viewsName(int tileSide)
{
    static_assert(tileOverlap == 0.2);
    return tileSide > 0 ? "tiles " + std::to_string(tileSide) + " 0.2" : "whole";
}

PreparedImage prepareImage(const Image& image, Looks looks, const std::stop_token& stop)
{
    try {
        const auto resampling = Clock::now();
        PreparedImage prepared;
        prepared.imageSize = image.size();
        prepared.picture = imaging::figuresOf(image);
        prepared.grey = imaging::greyCopyOf(image);
        prepared.areas = tilesOf(image.size(), looks.tileSide);
        for (const Rect& area : prepared.areas) {
            checkStop(stop);
            prepared.inputs.push_back(imaging::toModelInput(prepared.areas.size() == 1 ? image : cutOut(image, area), looks.modelSize));
        }
        prepared.prepareMs = millisecondsSince(resampling);
        return prepared;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory);
    }
}

PreparedImage prepareImage(const std::filesystem::path& path, Looks looks, std::stop_token stop)
{
    try {
        checkStop(stop);
        const auto decoding = Clock::now();
        const Image image = imaging::decode(path);
        const double decodeMs = millisecondsSince(decoding);
        PreparedImage prepared = prepareImage(image, looks, stop);
        prepared.decodeMs = decodeMs;
        return prepared;
    } catch (const Error& error) {
        throw error.of(path);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {}, path);
    }
}

Inspector::Inspector(std::shared_ptr<Detector> detector, int tileSide)
    : m_detector(std::move(detector))
    , m_tileSide(tileSide)
    , m_together(m_detector ? std::max(1, m_detector->favouredBatch()) : 1)
{
}

Inspection Inspector::infer(const PreparedImage& prepared, std::stop_token stop) const
{
    return inferOne(prepared, prepared.inputs, stop);
}

Inspection Inspector::inferOne(const PreparedImage& prepared, std::span<const Image> inputs, const std::stop_token& stop) const
{
    std::vector<View> views;
    double milliseconds = 0;
    while (views.size() < inputs.size()) {
        const std::size_t count = std::min(inputs.size() - views.size(), std::size_t(m_together.load()));
        try {
            if (!m_detector->turns().wait(stop))
                throw Cancelled();
            const Turns::Turn turn(m_detector->turns());
            const auto inferring = Clock::now();
            for (Evidence& evidence : m_detector->detect(inputs.subspan(views.size(), count), stop))
                views.push_back({prepared.areas[views.size()], std::move(evidence)});
            milliseconds += millisecondsSince(inferring);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::OutOfMemory || count == 1)
                throw;
            m_together = int(count / 2);
        }
    }
    return inspectionOf(prepared, std::move(views), milliseconds);
}

InferredBatch Inspector::begin(std::vector<PreparedImage> images, std::stop_token stop) const
{
    InferredBatch batch;
    batch.m_inspector = this;
    batch.m_begun = Clock::now();
    for (PreparedImage& image : images) {
        std::ranges::move(image.inputs, std::back_inserter(batch.m_inputs));
        image.inputs.clear();
    }
    batch.m_images = std::move(images);
    batch.beginNext(stop);
    return batch;
}

/// Only so many parts at once: a model has room for few.
void InferredBatch::beginNext(const std::stop_token& stop)
{
    while (m_given < m_inputs.size() && m_parts.size() < partsAhead(m_inspector->together())) {
        m_parts.push_back(m_inspector->beginPart(m_inputs, m_given, stop));
        m_given += m_parts.back().count;
    }
}

InferredBatch::Part Inspector::beginPart(std::span<const Image> inputs, std::size_t first, const std::stop_token& stop) const
{
    while (true) {
        const std::size_t count = std::min(inputs.size() - first, std::size_t(m_together.load()));
        try {
            if (!m_detector->turns().wait(stop))
                throw Cancelled();
            const Turns::Turn turn(m_detector->turns());
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

/// Of the image that the last of the `answered` inputs belongs to.
void InferredBatch::tell(const InferenceProgress& progress, std::size_t answered) const
{
    std::size_t first = 0;
    for (std::size_t image = 0; progress && image < m_images.size(); ++image) {
        const std::size_t inputs = m_images[image].areas.size();
        if (answered <= first + inputs) {
            if (inputs > 1)
                progress(image, double(answered - first) / double(inputs));
            return;
        }
        first += inputs;
    }
}

/// One for each input.
std::vector<InferredBatch::Answer> InferredBatch::takeAnswers(const std::stop_token& stop, const InferenceProgress& progress)
{
    std::vector<Answer> answers(m_inputs.size());
    for (; !m_parts.empty(); beginNext(stop)) {
        const Part part = std::move(m_parts.front());
        m_parts.pop_front();
        std::vector<Evidence> evidence;
        try {
            if (part.answers)
                evidence = part.answers->take();
        } catch (const Cancelled&) {
            throw;
        } catch (const std::exception&) {
            // as in beginPart()
        }
        if (evidence.size() != part.count)
            continue;
        const double milliseconds = m_inspector->answered(m_begun) / double(part.count);
        for (std::size_t i = 0; i < part.count; ++i)
            answers[part.first + i] = {std::move(evidence[i]), milliseconds};
        tell(progress, part.first + part.count);
    }
    return answers;
}

std::vector<InferredImage> InferredBatch::take(const std::stop_token& stop, const InferenceProgress& progress)
{
    std::vector<Answer> answers = takeAnswers(stop, progress);
    std::vector<InferredImage> inferred;
    std::size_t first = 0;
    for (const PreparedImage& image : m_images) {
        const std::span<Answer> own = std::span(answers).subspan(first, image.areas.size());
        const std::span<const Image> inputs = std::span(m_inputs).subspan(first, image.areas.size());
        first += image.areas.size();
        if (!std::ranges::all_of(own, [](const Answer& answer) { return answer.evidence.has_value(); })) {
            inferred.push_back(inferAlone(image, inputs, stop));
            continue;
        }
        std::vector<View> views;
        double milliseconds = 0;
        for (std::size_t i = 0; i < own.size(); ++i) {
            views.push_back({image.areas[i], std::move(*own[i].evidence)});
            milliseconds += own[i].milliseconds;
        }
        inferred.push_back(inspectionOf(image, std::move(views), milliseconds));
    }
    return inferred;
}

InferredImage InferredBatch::inferAlone(const PreparedImage& image, std::span<const Image> inputs, const std::stop_token& stop) const
{
    try {
        return m_inspector->inferOne(image, inputs, stop);
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory);
    } catch (const std::exception& error) {
        return Error(ErrorCode::Internal, {error.what()});
    }
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
    const PreparedImage prepared = prepareImage(path, looks(), stop);
    try {
        return infer(prepared, stop);
    } catch (const Error& error) {
        throw error.of(path);
    }
}

}  // namespace inference::pipeline
