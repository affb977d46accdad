#pragma once

#include "app/outputs/output.h"

#include <QObject>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace app {

using MessagePtr = std::shared_ptr<const VerdictMessage>;
/// Called on the queue's thread; throws inference::Error.
using MakeOutput = std::function<std::unique_ptr<Output>()>;

struct QueueLimits {
    std::size_t messages = 1000;  ///< that wait; at least 2
    std::chrono::milliseconds firstRetry {250};
    std::chrono::milliseconds longestRetry {30000};  ///< each wait is twice the one before, up to this
    std::chrono::milliseconds last {2000};  ///< after finish() what waits is still tried for so long
    std::chrono::milliseconds tell {200};   ///< changed() comes at most this often
};

/// How an output fares, for display.
struct OutputState {
    std::uint64_t delivered = 0;
    std::uint64_t refused = 0;    ///< never to be taken by the receiver, so given up
    std::uint64_t dropped = 0;    ///< the oldest ones, when too many waited
    std::uint64_t abandoned = 0;  ///< still waiting at the end
    std::size_t waiting = 0;      ///< the one under way among them
    bool failing = false;         ///< the newest attempt failed; it is tried again
    std::optional<inference::Error> error;  ///< the last one, also when it goes well again
    std::chrono::system_clock::time_point when;  ///< of that error
    bool ended = false;
};

/// Hands messages to an output in their order, on a thread of its own: each until it is taken or refused, with growing waits. A bounded number
/// waits; when there are more, the oldest are dropped, and counted. GUI thread API, but for send().
class OutputQueue : public QObject {
    Q_OBJECT

public:
    explicit OutputQueue(MakeOutput makeOutput, QueueLimits limits = {}, QObject* parent = nullptr);
    /// finish(), and waits for the end: for the time that is left of `last` and half a second. A thread that hangs in the system even then is left
    /// behind; nothing is heard of it.
    ~OutputQueue() override;

    /// Never blocks. After finish() the message is left out. Any thread.
    void send(MessagePtr message);

    /// No more messages: what waits is tried for QueueLimits::last, then given up, and finished() comes. Returns at once.
    void finish();

    OutputState state() const;

signals:
    void changed();
    /// Once, after finish(), when the state is final.
    void finished();

private:
    struct Core;
    void tellLater();

    const std::shared_ptr<Core> m_core;  ///< with the thread
    std::thread m_thread;
    std::chrono::steady_clock::time_point m_told {};
    bool m_timed = false;  ///< a changed() is on its way
    bool m_finishedTold = false;
};

}  // namespace app
