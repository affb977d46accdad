#pragma once

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace app {

/// Lists pictures off the GUI thread: what is met, in which order and what counts as a problem stands at walkFolders().
/// The newest list wins: once list() or cancel() has returned, nothing of an older one is signalled any more.
/// GUI thread; signals come from its event loop, never from within a call, and at most one chunk for each of its turns, so
/// that a great folder does not keep the window from painting. The destructor stops and joins.
class FolderLister : public QObject {
    Q_OBJECT

public:
    static constexpr int chunkSize = 500;      ///< paths in one signal at most
    static constexpr int chunkInterval = 60;   ///< milliseconds after which fewer are handed over, too

    explicit FolderLister(QObject* parent = nullptr);
    ~FolderLister() override;

    /// Starts anew; returns the generation that its signals carry.
    quint64 list(const QStringList& pathsOrFolders);
    /// Stops; neither found() nor finished() follows.
    void cancel();

signals:
    /// Absolute paths in the listing's order, 1 to `chunkSize` of them; the first chunk at once. `modified` belongs to them one
    /// by one: when each file was last changed, invalid where that cannot be told (a link to nothing).
    void found(quint64 generation, const QStringList& paths, const QList<QDateTime>& modified);
    /// Once at the end of each listing that was neither cancelled nor replaced; `total` is the number of paths found.
    void finished(quint64 generation, int total, const QStringList& problems);

private:
    struct Job {
        quint64 generation = 0;
        QStringList roots;
        std::stop_token stop;
    };
    struct Files {
        QStringList paths;
        QList<QDateTime> modified;  ///< of each of `paths`
    };
    /// From the walking thread to the GUI thread.
    struct Mail {
        quint64 generation = 0;
        Files files;
        QStringList problems;
        bool done = false;
        bool woken = false;  ///< deliver() is on its way
    };

    void run(const std::stop_token& stop);
    void walk(const Job& job);
    void wake();
    void deliver();
    std::optional<Files> takeChunk();
    void replaceJob(std::optional<Job> job);

    // GUI thread
    quint64 m_generation = 0;
    int m_total = 0;
    QTimer m_timer;
    QElapsedTimer m_sinceChunk;  ///< invalid before the first chunk
    std::stop_source m_jobStop {std::nostopstate};

    // both, under the mutex
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Job> m_next;
    Mail m_mail;

    std::jthread m_thread;  ///< last: joined before anything it uses goes
};

}  // namespace app
