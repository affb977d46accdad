#pragma once

#include "training/example_source.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace inference::training {

/// The batches of one epoch, in order, made on threads of their own while those before are learned from. The last one holds what
/// is left.
class BatchesAhead {
public:
    BatchesAhead(const ExampleSource& source, std::size_t epoch, std::size_t batch, int threads);

    /// None after the last. Throws what the source threw.
    std::optional<std::vector<Example>> next();

private:
    void make(const std::stop_token& stop);
    std::vector<Example> batch(std::size_t number, const std::stop_token& stop) const;

    const ExampleSource& m_source;
    std::size_t m_epoch;
    std::size_t m_batch;
    std::size_t m_total;                                  ///< batches
    std::size_t m_ahead;                                  ///< that may be made or ready at once
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<std::size_t, std::vector<Example>> m_ready;  ///< by number; guarded by m_mutex
    std::size_t m_begun = 0;                              ///< batches that some thread has taken up; guarded by m_mutex
    std::size_t m_given = 0;                              ///< guarded by m_mutex
    std::exception_ptr m_failure;                         ///< the first; guarded by m_mutex
    std::vector<std::jthread> m_threads;
};

}  // namespace inference::training
