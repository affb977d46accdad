#include "training/batches_ahead_p.h"

#include <algorithm>
#include <utility>

namespace inference::training {

BatchesAhead::BatchesAhead(const ExampleSource& source, std::size_t epoch, std::size_t batch, int threads)
    : m_source(source)
    , m_epoch(epoch)
    , m_batch(batch)
    , m_total((source.size() + batch - 1) / batch)
    , m_ahead(std::size_t(std::max(threads, 1)) + 1)
{
    for (int i = 0; i < std::max(threads, 1); ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { make(stop); });
}

std::optional<std::vector<Example>> BatchesAhead::next()
{
    std::unique_lock lock(m_mutex);
    if (m_given == m_total)
        return std::nullopt;
    m_changed.wait(lock, [this] { return m_ready.contains(m_given) || m_failure; });
    if (!m_ready.contains(m_given))
        std::rethrow_exception(m_failure);
    auto batch = std::move(m_ready.extract(m_given++).mapped());
    m_changed.notify_all();
    return batch;
}

std::vector<Example> BatchesAhead::batch(std::size_t number, const std::stop_token& stop) const
{
    std::vector<Example> examples;
    const std::size_t first = number * m_batch, end = std::min(first + m_batch, m_source.size());
    for (std::size_t i = first; i < end && !stop.stop_requested(); ++i)
        examples.push_back(m_source.example(m_epoch, i));
    return examples;
}

void BatchesAhead::make(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_failure || m_begun == m_total || m_begun < m_given + m_ahead; })) {
        if (m_failure || m_begun == m_total || stop.stop_requested())
            return;
        const std::size_t number = m_begun++;
        lock.unlock();
        std::vector<Example> made;
        std::exception_ptr failure;
        try {
            made = batch(number, stop);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure)
            m_failure = m_failure ? m_failure : failure;
        else
            m_ready.emplace(number, std::move(made));
        m_changed.notify_all();
    }
}

}  // namespace inference::training
