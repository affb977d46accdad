#pragma once

#include "app/common/input_paths.h"
#include "core/error.h"
#include "pipeline/inspector.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>

namespace app {

/// Prepares the images of a run, in order, on a thread of its own while the model works on those before: at most two wait.
class DecodeAhead {
public:
    /// An image ready for the model, or why it is not.
    struct Item {
        std::optional<inference::pipeline::PreparedImage> image;
        std::optional<inference::Error> error;
    };

    /// `inputs` must outlive this.
    DecodeAhead(std::span<const InputPath> inputs, int modelSize, std::stop_token stop);
    ~DecodeAhead();

    /// The next item; blocks until it is there. Call at most once per input. Throws Cancelled when stopped.
    Item next();

private:
    void work(std::span<const InputPath> inputs, int modelSize);

    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_stopWithCaller;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Item> m_ready;
    std::jthread m_thread;  ///< last: it uses everything above
};

}  // namespace app
