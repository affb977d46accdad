#include "app/store/history_service.h"

#include "app/store/utc_text.h"
#include "core/detector.h"

#include <algorithm>
#include <unordered_map>

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

/// So many rows go into one commit at most.
constexpr std::size_t batchSize = 4096;

/// Runs `work` and turns what it throws into a value; a cancelled one is not caught. The service's thread catches here only.
template <typename Work>
std::optional<Error> errorOf(const std::filesystem::path& file, Work&& work)
{
    try {
        work();
        return std::nullopt;
    } catch (const inference::Cancelled&) {
        throw;
    } catch (const Error& error) {
        return error.of(file);
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory, {}, file);
    } catch (const std::exception& error) {
        return Error(ErrorCode::Internal, {error.what()}, file);
    }
}

}  // namespace

HistoryService::HistoryService(std::filesystem::path history, RetryTimes retry, QObject* parent)
    : QObject(parent)
    , m_path(std::move(history))
    , m_retry(retry)
{
}

HistoryService::~HistoryService() = default;

void HistoryService::start()
{
    Q_ASSERT(!m_thread.joinable());
    m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

void HistoryService::append(std::vector<ReviewEntry> entries)
{
    for (ReviewEntry& entry : entries) {
        checkEntry(entry);
        if (entry.utc.empty())
            entry.utc = utcNow();
    }
    if (entries.empty())
        return;
    qsizetype count = 0;
    {
        const std::lock_guard lock(m_mutex);
        std::ranges::move(entries, std::back_inserter(m_pending));
        count = qsizetype(m_pending.size());
    }
    m_changed.notify_all();
    emit pendingChanged(count);
}

void HistoryService::setLabel(const std::vector<std::string>& images, inference::Label label, const std::string& operatorName)
{
    std::vector<ReviewEntry> entries;
    entries.reserve(images.size());
    for (const std::string& image : images)
        entries.push_back(labelEntry(image, operatorName, label));
    append(std::move(entries));
}

qsizetype HistoryService::pending() const
{
    const std::lock_guard lock(m_mutex);
    return qsizetype(m_pending.size());
}

void HistoryService::retryNow()
{
    {
        const std::lock_guard lock(m_mutex);
        m_due = {};
    }
    m_changed.notify_all();
}

bool HistoryService::flush(std::chrono::milliseconds longest)
{
    std::unique_lock lock(m_mutex);
    m_due = {};
    m_changed.notify_all();
    m_changed.wait_for(lock, longest, [this, tries = m_failedTries] { return m_pending.empty() || m_failedTries != tries; });
    return m_pending.empty();
}

void HistoryService::reopen()
{
    {
        const std::lock_guard lock(m_mutex);
        m_reopen = true;
        m_due = {};
    }
    m_changed.notify_all();
}

quint64 HistoryService::push(decltype(Request::what) what)
{
    quint64 id = 0;
    {
        const std::lock_guard lock(m_mutex);
        id = ++m_lastRequest;
        m_requests.push_back({id, std::move(what)});
    }
    m_changed.notify_all();
    return id;
}

quint64 HistoryService::requestStates(std::vector<std::string> images)
{
    return push(std::move(images));
}

quint64 HistoryService::requestVerification()
{
    return push(Verification {});
}

void HistoryService::loop(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        closeWhereWanted();
        bool due = false;
        {
            const std::lock_guard lock(m_mutex);
            due = isDue();
        }
        if (due)
            noteOutcome(writePending());
        answerAll(stop);
        waitForWork(stop);
    }
    if (pending() > 0)
        noteOutcome(writePending());
    if (const qsizetype lost = pending(); lost > 0)
        qWarning("%lld review entries could not be written", static_cast<long long>(lost));
    m_log.reset();
}

/// Where a reopening was asked for, and where the file has been renamed under it: what is written there is lost to the next start.
void HistoryService::closeWhereWanted()
{
    bool reopen = false;
    {
        const std::lock_guard lock(m_mutex);
        reopen = std::exchange(m_reopen, false);
    }
    if (m_log && (reopen || identityOf(m_path) != m_opened))
        m_log.reset();
}

/// Something to write or to open, and the pause after a failure is over. Under the mutex.
bool HistoryService::isDue() const
{
    return (!m_log || !m_pending.empty()) && Clock::now() >= m_due;
}

void HistoryService::waitForWork(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const auto ready = [this] { return !m_requests.empty() || m_reopen || isDue(); };
    if (m_log && m_pending.empty()) {
        m_changed.wait(lock, stop, ready);
        return;
    }
    // retryNow() brings the time forward: what is waited for is looked at anew after each wake-up.
    while (!stop.stop_requested() && !ready()) {
        const auto until = m_due;
        m_changed.wait_until(lock, stop, until, [&] { return ready() || m_due != until; });
    }
}

std::optional<Error> HistoryService::open()
{
    HistoryOpening opening;
    auto error = errorOf(m_path, [&] {
        opening = prepareHistory(m_path);
        m_opened = identityOf(m_path);
        m_log.emplace(m_path);
    });
    m_alarmed = false;
    if (!error)
        emit opened(opening);
    return error;
}

std::optional<Error> HistoryService::writePending()
{
    if (!m_log)
        if (auto error = open())
            return error;
    while (true) {
        std::vector<ReviewEntry> batch;
        {
            const std::lock_guard lock(m_mutex);
            const auto count = std::min(m_pending.size(), batchSize);
            batch.assign(m_pending.begin(), m_pending.begin() + std::ptrdiff_t(count));
        }
        if (batch.empty())
            return std::nullopt;
        if (auto error = errorOf(m_path, [&] { m_log->append(batch); })) {
            if (error->code() == ErrorCode::HistoryDamaged)
                m_log.reset();  // to be opened anew, which sets it aside
            return error;
        }
        qsizetype left = 0;
        {
            const std::lock_guard lock(m_mutex);
            m_pending.erase(m_pending.begin(), m_pending.begin() + std::ptrdiff_t(batch.size()));
            left = qsizetype(m_pending.size());
        }
        m_changed.notify_all();
        emit pendingChanged(left);
        if (!m_log->fitted() && !std::exchange(m_alarmed, true))
            emit alarmed();
    }
}

void HistoryService::noteOutcome(const std::optional<Error>& error)
{
    if (!error) {
        m_pause = {};
        {
            const std::lock_guard lock(m_mutex);
            m_due = {};
        }
        if (m_failure) {
            m_failure.reset();
            emit recovered();
        }
        return;
    }
    m_pause = m_pause.count() == 0 ? m_retry.first : std::min(2 * m_pause, m_retry.longest);
    {
        const std::lock_guard lock(m_mutex);
        m_due = Clock::now() + m_pause;
        ++m_failedTries;
    }
    m_changed.notify_all();
    qWarning("history: %s", error->what());
    if (!std::exchange(m_failure, error))
        emit failed(*error);
}

void HistoryService::answerAll(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::optional<Request> request;
        {
            const std::lock_guard lock(m_mutex);
            if (m_requests.empty())
                return;
            request = std::move(m_requests.front());
            m_requests.pop_front();
        }
        try {
            if (const auto error = errorOf(m_path, [&] { answer(*request, stop); })) {
                if (error->code() == ErrorCode::HistoryDamaged)
                    m_log.reset();
                emit requestFailed(request->id, *error);
            }
        } catch (const inference::Cancelled&) {
            return;  // the service ends
        }
    }
}

void HistoryService::answer(const Request& request, const std::stop_token& stop)
{
    if (!m_log)
        throw m_failure.value_or(Error(ErrorCode::HistoryDamaged, {"not open"}, m_path));
    if (const auto* images = std::get_if<std::vector<std::string>>(&request.what))
        emit statesRead(request.id, readStates(*images, stop));
    else
        emit verified(request.id, m_log->verify(stop));
}

QList<PartState> HistoryService::readStates(const std::vector<std::string>& images, const std::stop_token& stop)
{
    std::unordered_map<std::string_view, std::vector<ReviewEntry>> unwritten;
    std::vector<ReviewEntry> entries;
    {
        const std::lock_guard lock(m_mutex);
        entries.assign(m_pending.begin(), m_pending.end());
    }
    for (const ReviewEntry& entry : entries)
        unwritten[entry.image].push_back(entry);

    QList<PartState> states;
    states.reserve(qsizetype(images.size()));
    m_log->states(
        images,
        [&](const std::string& image, const ReviewState& review, inference::Label label) {
            PartState state {image, review, label};
            if (const auto found = unwritten.find(image); found != unwritten.end())
                for (const ReviewEntry& entry : found->second) {
                    apply(state.review, entry);
                    state.label = labelIn(entry).value_or(state.label);
                }
            states.append(std::move(state));
        },
        stop);
    return states;
}

}  // namespace app
