#include "app/live/live_history.h"

#include <QtGlobal>

#include <algorithm>
#include <new>
#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

constexpr std::size_t batchSize = 256;

/// What no history takes is given up: it would be in the way of all others.
bool isHopeless(const Error& error)
{
    return error.code() == ErrorCode::BadInput;
}

}  // namespace

LiveHistory::LiveHistory(std::filesystem::path history, RetryTimes retry, Tell tell)
    : m_path(std::move(history))
    , m_retry(retry)
    , m_tell(std::move(tell))
    , m_thread([this](const std::stop_token& stop) { loop(stop); })
{
}

LiveHistory::~LiveHistory()
{
    m_thread.request_stop();
    m_thread.join();
}

void LiveHistory::note(LiveRow row)
{
    push(std::move(row));
}

void LiveHistory::note(KeptPicture picture)
{
    push(std::move(picture));
}

void LiveHistory::push(Entry entry)
{
    if (m_path.empty())
        return;
    std::optional<Entry> gone;  // freed outside the lock
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(entry));
        if (m_waiting.size() + m_inHand > most) {
            gone = std::move(m_waiting.front());
            m_waiting.pop_front();
            ++m_lost;
        }
    }
    m_changed.notify_all();
}

std::size_t LiveHistory::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size() + m_inHand;
}

std::uint64_t LiveHistory::lost() const
{
    const std::lock_guard lock(m_mutex);
    return m_lost;
}

void LiveHistory::waitUntilWritten()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.empty() && m_inHand == 0; });
}

void LiveHistory::loop(const std::stop_token& stop)
{
    while (waitForWork(stop))
        noteOutcome(writeBatch());
    while (waiting() > 0) {
        const auto error = writeBatch();
        noteOutcome(error);
        if (error)
            break;
    }
    logLoss(waiting());
    m_log.reset();
}

/// What was given up since the last time, and what is left at the end.
void LiveHistory::logLoss(std::size_t left)
{
    const std::uint64_t all = lost(), gone = all - std::exchange(m_lostLogged, all) + left;
    if (gone > 0)
        qWarning("%llu verdicts and pictures of the live view could not be put into the history", static_cast<unsigned long long>(gone));
}

/// False when stopped.
bool LiveHistory::waitForWork(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const auto ready = [this] { return (!m_waiting.empty() || m_inHand > 0) && Clock::now() >= m_due; };
    while (!stop.stop_requested() && !ready()) {
        if (m_waiting.empty() && m_inHand == 0) {
            m_changed.wait(lock, stop, [this] { return !m_waiting.empty(); });
        } else {
            m_changed.wait_until(lock, stop, m_due, ready);
        }
    }
    return !stop.stop_requested();
}

/// Takes what waits and writes it, rows beside each other in one commit, up to the first that fails. This is where the thread catches.
std::optional<Error> LiveHistory::writeBatch()
{
    {
        const std::lock_guard lock(m_mutex);
        while (m_batch.size() < batchSize && !m_waiting.empty()) {
            m_batch.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
        m_inHand = m_batch.size();
    }
    std::optional<Error> failure;
    try {
        while (!m_batch.empty()) {
            std::vector<LiveRow> rows;
            while (rows.size() < m_batch.size() && std::holds_alternative<LiveRow>(m_batch[rows.size()]))
                rows.push_back(std::get<LiveRow>(m_batch[rows.size()]));
            const std::size_t count = std::max<std::size_t>(rows.size(), 1);
            if (!rows.empty())
                write(rows);
            else
                write(std::get<KeptPicture>(m_batch.front()));
            m_batch.erase(m_batch.begin(), m_batch.begin() + std::ptrdiff_t(count));
        }
    } catch (const Error& error) {
        failure = error.of(m_path);
    } catch (const std::bad_alloc&) {
        failure = Error(ErrorCode::OutOfMemory, {}, m_path);
    } catch (const std::exception& error) {
        failure = Error(ErrorCode::Internal, {error.what()}, m_path);
    }
    if (failure && failure->code() == ErrorCode::HistoryDamaged)
        m_log.reset();  // whoever owns the history sets it aside; another one lies there then
    {
        const std::lock_guard lock(m_mutex);
        m_inHand = m_batch.size();
    }
    m_changed.notify_all();
    return failure;
}

/// Anew where another file lies there by now.
void LiveHistory::openLog()
{
    const auto file = identityOf(m_path);
    if (m_log && m_opened == file)
        return;
    m_log.reset();
    m_log.emplace(m_path);
    m_opened = file;
}

void LiveHistory::write(const std::vector<LiveRow>& rows)
{
    openLog();
    m_log->append(rows);
}

void LiveHistory::write(const KeptPicture& picture)
{
    openLog();
    if (!picture.image.empty()) {
        const InspectionArchive archive {m_path, picture.setup};
        try {
            History& history = m_archive.open(archive);
            if (picture.inspection)
                history.put({picture.image, picture.setup}, *picture.inspection);
            history.putStamp(picture.stamp, picture.image);
        } catch (const Error& error) {
            m_archive.noteFailure(error);
            if (!isHopeless(error))
                throw;
        }
    }
    m_log->setImage(picture.run, picture.number, picture.image, picture.stamp.path);
}

void LiveHistory::noteOutcome(const std::optional<Error>& error)
{
    const bool worked = m_failure && !error;
    const bool fails = !m_failure && error;
    m_failure = error;
    {
        const std::lock_guard lock(m_mutex);
        m_pause = !error ? std::chrono::milliseconds() : m_pause.count() == 0 ? m_retry.first : std::min(2 * m_pause, m_retry.longest);
        m_due = error ? Clock::now() + m_pause : Clock::time_point();
    }
    if (fails)
        qWarning("live history: %s", error->what());
    if (worked)
        logLoss(0);
    if ((fails || worked) && m_tell)
        m_tell(error);
}

}  // namespace app
