#include "app/inspect/decode_ahead.h"

#include <new>

namespace app {
namespace {

constexpr std::size_t greatestReady = 2;

DecodeAhead::Item prepare(const std::filesystem::path& path, int modelSize, const std::stop_token& stop)
{
    try {
        return {inference::pipeline::prepareImage(path, modelSize, stop), {}};
    } catch (const inference::Error& error) {
        return {{}, error};
    } catch (const inference::Cancelled&) {
        throw;
    } catch (const std::bad_alloc&) {
        return {{}, inference::Error(inference::ErrorCode::OutOfMemory, {}, path)};
    } catch (const std::exception& unexpected) {
        return {{}, inference::Error(inference::ErrorCode::Internal, {unexpected.what()}, path)};
    }
}

}  // namespace

DecodeAhead::DecodeAhead(std::span<const InputPath> inputs, int modelSize, std::stop_token stop)
    : m_stopWithCaller(std::move(stop), [this] { m_stop.request_stop(); })
    , m_thread([this, inputs, modelSize] { work(inputs, modelSize); })
{
}

DecodeAhead::~DecodeAhead()
{
    m_stop.request_stop();
}

void DecodeAhead::work(std::span<const InputPath> inputs, int modelSize)
{
    const std::stop_token stop = m_stop.get_token();
    try {
        for (const InputPath& input : inputs) {
            Item item = prepare(input.path, modelSize, stop);
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return m_ready.size() < greatestReady; }))
                return;
            m_ready.push_back(std::move(item));
            m_changed.notify_all();
        }
    } catch (const inference::Cancelled&) {
        // next() says so
    }
}

DecodeAhead::Item DecodeAhead::next()
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, m_stop.get_token(), [this] { return !m_ready.empty(); }))
        throw inference::Cancelled();
    Item item = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return item;
}

}  // namespace app
