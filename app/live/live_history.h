#pragma once

#include "app/store/archive_access.h"
#include "app/store/history_service.h"
#include "app/store/live_log.h"
#include "core/error.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>

namespace app {

/// A verdict whose picture lies on the disk now.
struct KeptPicture {
    std::string run;
    quint64 number = 0;
    std::string image;  ///< SHA-256 of the file's bytes; empty: it couldn't be kept, nothing of the rest counts
    FileStamp stamp;
    std::shared_ptr<const inference::Inspection> inspection;  ///< null: there is none
    InspectionSetup setup;
};

/// Puts the verdicts of the live view into a history, in order, on a thread of its own: whoever says one never waits. What can't be written
/// (disk full, locked, not prepared yet) waits in memory and is tried again; of more than `most` the oldest are given up, counted and, when it works
/// again, said in the log. The destructor tries once more and says there what is left. Any thread.
class LiveHistory {
public:
    /// Some 300 bytes each, and 43 KB for one with evidence of the published size: 90 MB.
    static constexpr std::size_t most = 2048;

    /// Hears of a failure once, and with nothing when it works again; on the history's thread.
    using Tell = std::function<void(const std::optional<inference::Error>& error)>;

    /// An empty path: nothing is kept.
    LiveHistory(std::filesystem::path history, RetryTimes retry, Tell tell);
    ~LiveHistory();

    void note(LiveRow row);
    /// Behind the row of the same verdict.
    void note(KeptPicture picture);

    std::size_t waiting() const;
    std::uint64_t lost() const;
    /// Until nothing waits.
    void waitUntilWritten();

private:
    using Clock = std::chrono::steady_clock;
    using Entry = std::variant<LiveRow, KeptPicture>;

    void push(Entry entry);
    void loop(const std::stop_token& stop);
    bool waitForWork(const std::stop_token& stop);
    std::optional<inference::Error> writeBatch();
    void write(const std::vector<LiveRow>& rows);
    void write(const KeptPicture& picture);
    void noteOutcome(const std::optional<inference::Error>& error);
    void logLoss(std::size_t left);
    void openLog();

    const std::filesystem::path m_path;
    const RetryTimes m_retry;
    const Tell m_tell;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Entry> m_waiting;   ///< guarded by m_mutex
    std::size_t m_inHand = 0;      ///< guarded by m_mutex; of m_batch
    std::uint64_t m_lost = 0;      ///< guarded by m_mutex
    Clock::time_point m_due;       ///< guarded by m_mutex; no try before that

    std::deque<Entry> m_batch;                  ///< the history's thread; being written
    ArchiveAccess m_archive;                    ///< likewise
    std::optional<LiveLog> m_log;               ///< likewise
    std::optional<FileIdentity> m_opened;       ///< likewise; the file that m_log has open
    std::optional<inference::Error> m_failure;  ///< likewise; what was said and holds still
    std::uint64_t m_lostLogged = 0;             ///< likewise; of m_lost
    std::chrono::milliseconds m_pause {};       ///< likewise

    std::jthread m_thread;
};

}  // namespace app
