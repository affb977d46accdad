#include "app/outputs/output_queue.h"

#include <QTimer>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds tendEvery {5};
constexpr std::chrono::milliseconds grace {500};  // beyond `last`, for an output that takes its time to stop

/// What no receiver has heard of is in the log at least: the window may be gone by then.
void logLoss(const OutputState& state)
{
    if (state.abandoned + state.dropped > 0)
        qWarning("output: %llu verdicts given up at its end, %llu dropped before: %s", static_cast<unsigned long long>(state.abandoned),
                 static_cast<unsigned long long>(state.dropped), state.error ? state.error->what() : "there was no time");
}

}  // namespace

/// What queue and thread share; the thread keeps it alive.
struct OutputQueue::Core {
    const MakeOutput makeOutput;
    const QueueLimits limits;

    mutable std::mutex mutex;
    std::condition_variable_any news;
    std::stop_source cancel;           // ends an attempt
    OutputQueue* owner = nullptr;      // null: nobody listens any more. Guarded by mutex, as all that follows
    bool told = false;                 // the owner has been told and has not looked yet
    std::deque<MessagePtr> messages;
    bool busy = false;                 // the first of them is with the output
    bool finishing = false;
    Clock::time_point deadline;        // while finishing
    OutputState state;

    Core(MakeOutput make, QueueLimits given)
        : makeOutput(std::move(make))
        , limits(given)
    {
    }

    void note();  // with the mutex held
    void noteError(const Error& error);
    void run();
    bool awaitMessage(Output* output, std::unique_lock<std::mutex>& lock);
    void attempt(std::unique_ptr<Output>& output, MessagePtr message, std::unique_lock<std::mutex>& lock);
    void backOff(std::chrono::milliseconds time, std::unique_lock<std::mutex>& lock);
    void end();
};

void OutputQueue::Core::note()
{
    if (!owner || std::exchange(told, true))
        return;
    QMetaObject::invokeMethod(owner, [queue = owner] { queue->tellLater(); }, Qt::QueuedConnection);
}

void OutputQueue::Core::noteError(const Error& error)
{
    state.error = error;
    state.when = std::chrono::system_clock::now();
}

/// False: the end.
bool OutputQueue::Core::awaitMessage(Output* output, std::unique_lock<std::mutex>& lock)
{
    while (messages.empty() && !finishing) {
        if (!news.wait_for(lock, tendEvery, [this] { return !messages.empty() || finishing; }) && output) {
            lock.unlock();
            output->tend();
            lock.lock();
        }
    }
    return !messages.empty() && !cancel.stop_requested() && (!finishing || Clock::now() < deadline);
}

void OutputQueue::Core::attempt(std::unique_ptr<Output>& output, MessagePtr message, std::unique_lock<std::mutex>& lock)
{
    std::optional<Error> error;
    bool refused = false;
    bool cancelled = false;
    busy = true;
    lock.unlock();
    try {
        if (!output)
            output = makeOutput();
        output->deliver(*message, cancel.get_token());
    } catch (const inference::Cancelled&) {
        cancelled = true;
    } catch (const MessageRefused& what) {
        refused = true;
        error = what;
    } catch (const Error& what) {
        error = what;
    } catch (const std::bad_alloc&) {
        error = Error(ErrorCode::OutOfMemory);
    } catch (const std::exception& what) {
        error = Error(ErrorCode::Internal, {what.what()});
    }
    lock.lock();
    busy = false;
    if (error)
        noteError(*error);
    state.failing = error && !refused;
    if (cancelled || state.failing)
        return;
    messages.pop_front();
    ++(refused ? state.refused : state.delivered);
}

void OutputQueue::Core::backOff(std::chrono::milliseconds time, std::unique_lock<std::mutex>& lock)
{
    const Clock::time_point until = Clock::now() + time;
    const bool wasFinishing = finishing;
    // finish() has what waits tried at once.
    news.wait_until(lock, cancel.get_token(), wasFinishing ? std::min(until, deadline) : until,
        [this, wasFinishing] { return finishing && !wasFinishing; });
}

void OutputQueue::Core::run()
{
    std::unique_ptr<Output> output;
    std::chrono::milliseconds wait = limits.firstRetry;
    std::unique_lock lock(mutex);
    while (awaitMessage(output.get(), lock)) {
        attempt(output, messages.front(), lock);
        note();
        if (!state.failing) {
            wait = limits.firstRetry;
            continue;
        }
        if (cancel.stop_requested())
            break;
        backOff(wait, lock);
        wait = std::min(2 * wait, limits.longestRetry);
    }
    lock.unlock();
    output.reset();  // a good-bye may take its time
    end();
}

void OutputQueue::Core::end()
{
    std::optional<OutputState> last;
    {
        const std::lock_guard lock(mutex);
        state.abandoned = messages.size();
        state.failing = false;
        state.ended = true;
        messages.clear();
        if (owner)
            last = state;
        note();
    }
    if (last)
        logLoss(*last);
    news.notify_all();
}

OutputQueue::OutputQueue(MakeOutput makeOutput, QueueLimits limits, QObject* parent)
    : QObject(parent)
    , m_core(std::make_shared<Core>(std::move(makeOutput), limits))
{
    m_core->owner = this;
    m_thread = std::thread([core = m_core] { core->run(); });
}

OutputQueue::~OutputQueue()
{
    finish();
    std::unique_lock lock(m_core->mutex);
    const auto ended = [this] { return m_core->state.ended; };
    if (!m_core->news.wait_until(lock, m_core->deadline, ended)) {
        lock.unlock();
        m_core->cancel.request_stop();
        lock.lock();
    }
    const bool whole = m_core->news.wait_for(lock, grace, ended);
    m_core->owner = nullptr;
    OutputState last = m_core->state;
    last.abandoned = m_core->messages.size();
    lock.unlock();
    if (whole) {
        m_thread.join();
    } else {
        m_thread.detach();
        logLoss(last);
    }
}

void OutputQueue::send(MessagePtr message)
{
    MessagePtr oldest;  // goes without the lock
    {
        const std::lock_guard lock(m_core->mutex);
        if (m_core->finishing)
            return;
        auto& messages = m_core->messages;
        if (messages.size() >= std::max<std::size_t>(m_core->limits.messages, 2)) {
            const auto first = messages.begin() + (m_core->busy ? 1 : 0);
            oldest = std::move(*first);
            messages.erase(first);
            ++m_core->state.dropped;
        }
        messages.push_back(std::move(message));
        m_core->note();
    }
    m_core->news.notify_all();
}

void OutputQueue::finish()
{
    {
        const std::lock_guard lock(m_core->mutex);
        if (std::exchange(m_core->finishing, true))
            return;
        m_core->deadline = Clock::now() + m_core->limits.last;
    }
    m_core->news.notify_all();
    // Ends the attempt that is under way.
    QTimer::singleShot(m_core->limits.last, this, [this] { m_core->cancel.request_stop(); });
}

OutputState OutputQueue::state() const
{
    const std::lock_guard lock(m_core->mutex);
    OutputState state = m_core->state;
    state.waiting = m_core->messages.size();
    return state;
}

/// In the owner's thread: at once, or when it is time again.
void OutputQueue::tellLater()
{
    if (std::exchange(m_timed, true))
        return;
    const auto due = m_told + m_core->limits.tell - Clock::now();
    QTimer::singleShot(std::max(std::chrono::ceil<std::chrono::milliseconds>(due), std::chrono::milliseconds(0)), this, [this] {
        m_timed = false;
        m_told = Clock::now();
        bool ended = false;
        {
            const std::lock_guard lock(m_core->mutex);
            m_core->told = false;
            ended = m_core->state.ended;
        }
        emit changed();
        if (ended && !std::exchange(m_finishedTold, true))
            emit finished();
    });
}

}  // namespace app
