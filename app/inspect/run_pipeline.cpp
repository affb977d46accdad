#include "app/inspect/run_pipeline.h"

#include "pipeline/file_hash.h"

#include <new>

namespace app {

using inference::Error;
using inference::ErrorCode;
using inference::pipeline::Inspector;
using inference::pipeline::PreparedImage;

RunPipeline::RunPipeline(std::span<const InputPath> inputs, std::shared_ptr<const Inspector> inspector, Hashes hashes, Judge judge, std::stop_token stop)
    : m_inputs(inputs)
    , m_stopWithCaller(std::move(stop), [this] { m_stop.request_stop(); })
    , m_threads(inference::pipeline::runThreads(inspector->together(), inspector->looks().tileSide > 0, int(std::thread::hardware_concurrency())))
    , m_decoders(m_threads.decoders, m_threads.ahead, [this, looks = inspector->looks(), hashes] {
        return [this, looks, hashes](std::size_t index, const std::stop_token&) { return decode(index, looks, hashes); };
    })
    , m_judges(m_threads.judges, m_threads.ahead, [judge = std::move(judge)] {
        return [judge](Answered answered, const std::stop_token&) { return judge(answered.index, answered.file, std::move(answered.answer)); };
    })
    , m_feeder([this] { feedDecoders(); })
    , m_model([this, inspector = std::move(inspector)] { feedModel(inspector); })
{
}

RunPipeline::~RunPipeline()
{
    m_stop.request_stop();
}

RunPipeline::Decoded RunPipeline::decode(std::size_t index, inference::pipeline::Looks looks, Hashes hashes) const
{
    const InputPath& input = m_inputs[index];
    Decoded decoded {index};
    try {
        if (input.error)
            throw *input.error;
        // Decoded and hashed apart: a report would seal the verdict on one picture to the hash of another that has taken its place.
        decoded.image = readSettled(input.path, [&] {
            decoded.file = {};  // of another try
            decoded.file = {lookAt(input.path), hashes == Hashes::Wanted ? inference::pipeline::sha256OfFile(input.path, m_stop.get_token()) : std::string()};
            return inference::pipeline::prepareImage(input.path, looks, m_stop.get_token());  // last: of a picture that is damaged the bytes are known all the same
        });
    } catch (const inference::Cancelled&) {
        throw;
    } catch (const Error& error) {
        decoded.error = error;
        if (error.code() == ErrorCode::FileChanging)
            decoded.file = {};  // of no bytes in particular
    } catch (const std::bad_alloc&) {
        decoded.error = Error(ErrorCode::OutOfMemory, {}, input.path);
    } catch (const std::exception& unexpected) {
        decoded.error = Error(ErrorCode::Internal, {unexpected.what()}, input.path);
    }
    return decoded;
}

void RunPipeline::feedDecoders()
{
    for (std::size_t index = 0; index < m_inputs.size(); ++index)
        if (!m_decoders.push(index, m_stop.get_token()))
            break;
    m_decoders.close();
}

void RunPipeline::feedModel(const std::shared_ptr<const Inspector>& inspector)
{
    const std::stop_token stop = m_stop.get_token();
    inference::pipeline::ModelFeed<Decoded>::Steps steps;
    steps.next = [&](bool wait) -> std::optional<Decoded> {
        try {
            return stop.stop_requested() ? std::nullopt : wait ? m_decoders.pop(stop) : m_decoders.tryPop();
        } catch (const inference::Cancelled&) {
            return std::nullopt;
        }
    };
    steps.image = [](Decoded& decoded) { return decoded.image ? &*decoded.image : nullptr; };
    steps.inspector = [&](const Decoded&) { return inspector; };
    steps.stop = [&](const Decoded&) { return stop; };
    steps.done = [&](Decoded decoded, std::optional<inference::pipeline::InferredImage> inferred) {
        if (inferred)
            m_judges.push({decoded.index, std::move(decoded.file), std::move(*inferred)}, stop);
        else if (decoded.error)
            m_judges.push({decoded.index, std::move(decoded.file), std::move(*decoded.error)}, stop);
        // else it was stopped, and so is all that comes after it
    };
    try {
        inference::pipeline::ModelFeed<Decoded>(std::move(steps)).run();
    } catch (...) {
        m_failure = std::current_exception();
        m_stop.request_stop();
    }
    m_judges.close();
}

RunPipeline::Judged RunPipeline::next()
{
    if (auto judged = m_judges.pop(m_stop.get_token()))
        return std::move(*judged);
    m_model.join();
    if (m_failure)
        std::rethrow_exception(m_failure);
    throw inference::Cancelled();
}

}  // namespace app
