#pragma once

#include "core/error.h"
#include "core/image.h"
#include "training/datasets/sample.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>

namespace inference::pipeline {

/// A sample ready for the model and the metrics, both at the model's size.
struct ReadSample {
    const datasets::Sample* sample = nullptr;
    Image input;
    std::vector<std::uint8_t> mask;     ///< of an anomalous one, 0 or 1; empty without
    std::optional<Error> imageProblem;  ///< then there is neither input nor mask
    std::optional<Error> maskProblem;
};

/// Reads samples in order on a thread of its own while those before go through the model.
class SamplesAhead {
public:
    /// `samples` must outlive this. At most `mostReady` wait.
    SamplesAhead(std::span<const datasets::Sample* const> samples, int size, std::size_t mostReady, std::stop_token stop);
    ~SamplesAhead();

    /// Blocks until it is there. Call at most once for each sample. Throws Cancelled.
    ReadSample next();

private:
    void work(std::span<const datasets::Sample* const> samples, int size, std::size_t mostReady);

    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_stopWithCaller;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<ReadSample> m_ready;  ///< guarded by m_mutex
    std::jthread m_thread;           ///< last: it uses everything above
};

}  // namespace inference::pipeline
