#include "training/batches_ahead_p.h"

#include <algorithm>
#include <utility>

namespace inference::training {

BatchesAhead::BatchesAhead(const ExampleSource& source, std::size_t epoch, std::size_t batch)
    : m_source(source)
    , m_epoch(epoch)
    , m_batch(batch)
    , m_thread([this](const std::stop_token& stop) { make(stop); })
{
}

std::optional<std::vector<Example>> BatchesAhead::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_ready.empty() || m_ended; });
    if (m_ready.empty()) {
        if (m_failure)
            std::rethrow_exception(m_failure);
        return std::nullopt;
    }
    auto batch = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return batch;
}

void BatchesAhead::make(const std::stop_token& stop)
{
    std::exception_ptr failure;
    try {
        for (std::size_t first = 0; first < m_source.size() && !stop.stop_requested(); first += m_batch) {
            std::vector<Example> batch;
            for (std::size_t i = first; i < std::min(first + m_batch, m_source.size()) && !stop.stop_requested(); ++i)
                batch.push_back(m_source.example(m_epoch, i));
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return m_ready.size() < mostReady; }))
                break;
            m_ready.push_back(std::move(batch));
            m_changed.notify_all();
        }
    } catch (...) {
        failure = std::current_exception();
    }
    const std::scoped_lock lock(m_mutex);
    m_failure = failure;
    m_ended = true;
    m_changed.notify_all();
}

}  // namespace inference::training
