#pragma once

#include "app/store/file_stamp.h"
#include "app/store/history_schema.h"
#include "app/store/review_log.h"
#include "core/error.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

namespace app {

/// How long a write that failed waits until it is tried again: doubled each time.
struct RetryTimes {
    std::chrono::milliseconds first {1000};
    std::chrono::milliseconds longest {60000};
};

/// The review log for the window, which never waits for the disk: one thread of its own opens (and, where needed, makes,
/// migrates or sets aside) the history and writes and reads there.
///
/// What cannot be written is kept, in order, and tried again; it counts as said in every state that is read. A failure is
/// said once, and again only after writing has worked in between. A history found damaged is opened anew, which sets it aside; so
/// is one that another program has set aside meanwhile.
/// All functions are for the GUI thread; signals come from the service's thread: connect queued (or with a context object).
/// The destructor tries once more to write what is pending, which can take seconds; what then is not written is lost, so
/// ask pending() before.
class HistoryService : public QObject {
    Q_OBJECT

public:
    explicit HistoryService(std::filesystem::path history, RetryTimes retry = {}, QObject* parent = nullptr);
    ~HistoryService() override;

    /// Opens the history and begins to write. Connect first: what happened before is not said again. Once.
    void start();
    const std::filesystem::path& path() const { return m_path; }

    /// Entries without a time get the present one; before start() they only wait. Throws inference::Error(BadInput) for one that cannot be stored.
    void append(std::vector<ReviewEntry> entries);
    /// The same for the ground truth of several images.
    void setLabel(const std::vector<std::string>& images, inference::Label label, const std::string& operatorName);
    /// Entries that are not on the disk yet.
    qsizetype pending() const;
    /// Tries to write now instead of when the next try is due.
    void retryNow();
    /// Tries to write now and waits until all is on the disk or the try has failed, `longest` at most. True: nothing is pending.
    bool flush(std::chrono::milliseconds longest);
    /// Closes the history and opens it anew: for who has met damage in it, which is then set aside.
    void reopen();

    /// Each request is answered by exactly one signal with the number returned, in order, unless the service ends before.
    quint64 requestStates(std::vector<std::string> images);
    quint64 requestVerification();

signals:
    /// The history is open. Comes again when it had to be opened anew.
    void opened(const app::HistoryOpening& opening);
    /// It could not be opened or written; goes on being tried.
    void failed(const inference::Error& error);
    /// It works again.
    void recovered();
    void pendingChanged(qsizetype pending);
    /// Something was written to a log that its tip record doesn't fit: requestVerification() says how. Once until it is opened anew.
    void alarmed();

    void statesRead(quint64 request, const QList<app::PartState>& states);
    void verified(quint64 request, const app::ReviewVerification& verification);
    void requestFailed(quint64 request, const inference::Error& error);

private:
    using Clock = std::chrono::steady_clock;
    struct Verification {};
    struct Request {
        quint64 id = 0;
        std::variant<std::vector<std::string>, Verification> what;
    };

    void loop(const std::stop_token& stop);
    void waitForWork(const std::stop_token& stop);
    void closeWhereWanted();
    bool isDue() const;
    std::optional<inference::Error> open();
    std::optional<inference::Error> writePending();
    void noteOutcome(const std::optional<inference::Error>& error);
    void answerAll(const std::stop_token& stop);
    void answer(const Request& request, const std::stop_token& stop);
    QList<PartState> readStates(const std::vector<std::string>& images, const std::stop_token& stop);
    quint64 push(decltype(Request::what) what);

    const std::filesystem::path m_path;
    const RetryTimes m_retry;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<ReviewEntry> m_pending;  ///< guarded by m_mutex; taken out when they are committed
    std::deque<Request> m_requests;     ///< guarded by m_mutex
    quint64 m_lastRequest = 0;          ///< guarded by m_mutex
    Clock::time_point m_due;            ///< guarded by m_mutex; no try before that
    bool m_reopen = false;              ///< guarded by m_mutex
    quint64 m_failedTries = 0;          ///< guarded by m_mutex

    std::optional<ReviewLog> m_log;                 ///< service's thread
    std::optional<FileIdentity> m_opened;           ///< service's thread; the file that m_log has open
    bool m_alarmed = false;                         ///< service's thread; of m_log
    std::optional<inference::Error> m_failure;      ///< service's thread; what was said last and holds still
    std::chrono::milliseconds m_pause {};           ///< service's thread

    std::jthread m_thread;
};

}  // namespace app

Q_DECLARE_METATYPE(app::HistoryOpening)
Q_DECLARE_METATYPE(app::PartState)
Q_DECLARE_METATYPE(app::ReviewVerification)
