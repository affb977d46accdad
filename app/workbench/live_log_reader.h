#pragma once

#include "app/store/live_log.h"
#include "app/workbench/latest_job.h"
#include "core/error.h"

#include <QObject>

#include <filesystem>
#include <functional>

namespace app {

/// What is read in one go.
struct LiveLogPage {
    std::vector<LiveRow> rows;     ///< newest first
    bool more = false;             ///< there may be older ones
    qint64 newest = 0;             ///< of a first page: the id of the newest verdict of all; 0: there is none
    std::vector<LiveLogRun> runs;  ///< of a first page: those there are, newest first
};

/// Reads the live log behind the window: each wish is read on a thread of its own with its own connection, and a newer one takes the place of
/// the older of its kind. GUI thread, signals too. Answers nothing any more after cancel().
class LiveLogReader : public QObject {
    Q_OBJECT

public:
    static constexpr int pageRows = 200;
    static constexpr int mostRuns = 1000;

    /// `begins`, where there is one, is called on a reading thread before it opens the history: tests hold it there.
    explicit LiveLogReader(std::filesystem::path history, std::function<void()> begins = {}, QObject* parent = nullptr);

    const std::filesystem::path& history() const { return m_history; }

    void readFirst(const LiveFilter& filter);
    void readMore(const LiveFilter& filter, qint64 below);
    void count(const LiveFilter& filter);
    /// How many with a greater id than `above` have come.
    void lookForNewer(LiveFilter filter, qint64 above);
    /// Whether the file of a picture is there; the network share it may lie on answers when it likes.
    void lookForFile(const std::filesystem::path& file, std::function<void(bool there)> answer);
    void write(const LiveFilter& filter, const std::filesystem::path& file);

    bool isReading() const { return m_page.isRunning(); }
    bool isWriting() const { return m_writing.isRunning(); }
    /// Pages, counts and what is new aren't wanted any more.
    void cancel();
    /// Nothing is left of the file.
    void cancelWriting() { m_writing.cancel(); }

signals:
    void firstRead(const app::LiveLogPage& page);
    void moreRead(const app::LiveLogPage& page);
    void readFailed(const inference::Error& error);
    void counted(const app::LiveCounts& counts);
    void newerFound(qint64 count);
    void writingProgressed(qint64 done, qint64 total);
    void written(const std::filesystem::path& file, qint64 rows);
    void writingFailed(const inference::Error& error);

private:
    template <typename Work, typename Done, typename Fail>
    void start(LatestJob& job, Work work, Done done, Fail fail);

    const std::filesystem::path m_history;
    const std::function<void()> m_begins;
    LatestJob m_page {this}, m_counts {this}, m_newer {this}, m_file {this}, m_writing {this};
};

}  // namespace app
