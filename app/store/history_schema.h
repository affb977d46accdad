#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace app {

/// What brings the schema from one version to the next: SQL statements. Step 0 makes version 1 of an empty file, step 1
/// makes version 2 of version 1, and so on; a step that has been released is never changed.
using SchemaStep = std::vector<const char*>;

/// The steps of this program; their number is the newest version known (SQLite's user_version).
std::span<const SchemaStep> historySteps();

/// What prepareHistory() did, for one sentence to the person where there is something to say.
struct HistoryOpening {
    bool created = false;                           ///< there was none
    std::optional<std::filesystem::path> setAside;  ///< the one there was is damaged and lies here now; a new one was begun
    int migratedFrom = 0;                           ///< its version before; 0: it was up to date, or new
    std::optional<std::filesystem::path> backup;    ///< the file as it was before it was migrated
};

/// history.db in the person's data folder.
std::filesystem::path historyPath();

/// Where the review log's tip record lies: "review-tip" beside history.db. Any other file has one of its own name, such as "review-tip-damaged-<utc>"
/// of "history-damaged-<utc>.db", or none: that of history.db says nothing of it.
std::filesystem::path reviewTipPath(const std::filesystem::path& history);

/// Makes `path` ready for History and ReviewLog. Call once at the program's start, before any of these, off the GUI thread;
/// several programs may call it at once.
///
/// - No file: makes one, and its folder.
/// - An older schema: writes `<name>-v<N>-<utc>.db` beside it (a whole, synced copy) and migrates, all steps or none.
/// - A newer schema: Error(HistoryNewer); nothing is touched.
/// - Damaged (no SQLite file, one that is none of ours, SQLite's quick_check finds something, or an empty file where a log or
///   a tip record says that there were rows): renames it, with its -wal and -shm, to `<name>-damaged-<utc>.db`, the tip record to
///   `review-tip-damaged-<utc>`, and begins a new one. Nothing is deleted.
///
/// A new history gets its tip record, of no rows, before anything else: where it is missing later, somebody took it away.
///
/// quick_check reads the whole file. Above `fullCheckBytes` it is spared (only the tables that hold what people made are
/// read) unless the last program did not close the file, or met damage (check_mark.h).
/// Throws inference::Error: HistoryNewer, WriteFailed, FileUnreadable.
HistoryOpening prepareHistory(const std::filesystem::path& path, std::span<const SchemaStep> steps = historySteps());

inline constexpr std::uintmax_t fullCheckBytes = std::uintmax_t(256) << 20;

}  // namespace app
