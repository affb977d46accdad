#pragma once

#include "app/common/verdict_record.h"
#include "app/store/database.h"

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace app {

/// What the history keeps of a verdict: the same whatever the number of its defects.
struct LiveRow {
    qint64 id = 0;  ///< counts up in the order of the verdicts; given by the log
    std::string run;
    quint64 number = 0;
    quint64 part = 0;
    quint64 frame = 0;
    std::string source;
    std::string trigger;
    std::string utc;  ///< of the exposure, "2026-11-26T14:15:03.123Z"
    std::optional<inference::Verdict> verdict;  ///< nothing: see `error`
    double score = 0;  ///< 0 without a verdict
    std::string error;  ///< why there is no verdict; beside one what is wrong with the picture (faultKey()), the first of it; else empty
    int defects = 0;
    double latencyMs = 0;
    std::string recipe;  ///< SHA-256; may be empty
    std::string model;   ///< SHA-256
    std::string image;   ///< SHA-256 of the picture's file, whose evidence is in the history; empty: not kept, or not yet
    std::filesystem::path path;  ///< where it lay when it was written; empty: nowhere. It may have been pruned since.
    friend bool operator==(const LiveRow&, const LiveRow&) = default;
};

/// The row of a record, without an image. Pure; any thread.
LiveRow liveRow(const VerdictRecord& record);

/// Which rows are wanted; what is empty doesn't narrow.
struct LiveFilter {
    std::string run;
    enum class Result { Any, Pass, Review, Fail, Error } result = Result::Any;
    std::string from;    ///< at or after; UTC as LiveRow::utc
    std::string before;  ///< earlier than
    qint64 above = 0;    ///< with a greater id
};

/// A run of which verdicts are kept.
struct LiveLogRun {
    std::string run;
    std::string source;
    std::string utc;  ///< of its first verdict that is kept, as LiveRow::utc
    friend bool operator==(const LiveLogRun&, const LiveLogRun&) = default;
};

struct LiveCounts {
    qint64 pass = 0, review = 0, fail = 0, error = 0;
    qint64 all() const { return pass + review + fail + error; }
    friend bool operator==(const LiveCounts&, const LiveCounts&) = default;
};

/// The verdicts of the live view, in the table `live_verdict` of a history. Confined to the thread that made it; own connection; several
/// may be open on one file. What was appended outlives a killed program. All throw what Database throws.
class LiveLog {
public:
    /// Of more the oldest go: some 500 MB. In trigger modes months, at ten verdicts a second in free run a day.
    static constexpr qint64 greatestRows = 1'000'000;

    /// `path` must have been prepared (prepareHistory()). Throws Error(FileMissing, HistoryNewer).
    explicit LiveLog(const std::filesystem::path& path, qint64 mostRows = greatestRows);

    /// In one commit, all or none, in order; LiveRow::id and ::image are not looked at. A verdict that is there already (run and
    /// number) is left as it is. Answers how many of the oldest rows went.
    qint64 append(std::span<const LiveRow> rows);
    /// The picture of a verdict has been kept (or not, then both are empty). Nothing happens where the row is gone.
    void setImage(const std::string& run, quint64 number, const std::string& image, const std::filesystem::path& path);

    /// Newest first, at most `count`; of those with a smaller id than `below` (0: from the newest on). Walks over the rows until it has
    /// them. Throws Cancelled too.
    std::vector<LiveRow> page(const LiveFilter& filter, int count, qint64 below = 0, const std::stop_token& stop = {});
    /// Walks over the rows: a second for a million. Throws Cancelled too.
    LiveCounts counts(const LiveFilter& filter = {}, const std::stop_token& stop = {});
    /// The greatest id; 0: there is no verdict.
    qint64 newest();
    /// Newest first, at most `most`. Looks each one up: thousands are no matter.
    std::vector<LiveLogRun> runs(int most);

private:
    qint64 prune();
    /// Calls take(first id, id behind the last) for pieces of the ids, the newest first, until it answers false.
    template <typename Take>
    void walk(const LiveFilter& filter, qint64 below, const std::stop_token& stop, Take take);

    Database m_database;
    const qint64 m_mostRows;
};

}  // namespace app
