#pragma once

#include "training/example_source.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace inference::training {

/// The batches of one epoch, in order, made on a thread of its own while the one before is learned from. The last one holds what
/// is left.
class BatchesAhead {
public:
    BatchesAhead(const ExampleSource& source, std::size_t epoch, std::size_t batch);

    /// None after the last. Throws what the source threw.
    std::optional<std::vector<Example>> next();

private:
    static constexpr std::size_t mostReady = 2;

    void make(const std::stop_token& stop);

    const ExampleSource& m_source;
    std::size_t m_epoch;
    std::size_t m_batch;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::vector<Example>> m_ready;  ///< guarded by m_mutex
    std::exception_ptr m_failure;              ///< guarded by m_mutex
    bool m_ended = false;                      ///< guarded by m_mutex
    std::jthread m_thread;
};

}  // namespace inference::training
