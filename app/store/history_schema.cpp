#include "app/store/history_schema.h"

#include "app/common/data_paths.h"
#include "app/store/check_mark.h"
#include "app/store/database.h"
#include "app/store/database_copy.h"
#include "app/store/file_lock.h"
#include "app/store/review_tip.h"
#include "app/store/utc_text.h"
#include "core/error.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace app {
namespace {

namespace fs = std::filesystem;
using inference::Error;
using inference::ErrorCode;

[[noreturn]] void writeFailed(const fs::path& path, int error)
{
    throw Error(ErrorCode::WriteFailed, {std::strerror(error)}, path);
}

fs::path beside(const fs::path& path, const std::string& ending)
{
    fs::path other = path;
    return other += ending;
}

/// The first schema whose histories have a tip record from the beginning.
constexpr int tipSince = 2;

/// What the first bytes say, without SQLite, which would tidy up on its way.
struct Header {
    enum Kind { Missing, Empty, Foreign, Sqlite } kind = Missing;
    std::uint32_t version = 0;  ///< user_version as of the last checkpoint
};

/// The file format is sqlite.org/fileformat.html: 16 bytes of magic, user_version big-endian at 60, a header of 100 bytes.
Header readHeader(const fs::path& path)
{
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error == std::errc::no_such_file_or_directory)
        return {};
    if (!error && size == 0)
        return {Header::Empty, 0};
    std::ifstream file(path, std::ios::binary);
    if (error || !file)
        throw Error(ErrorCode::FileUnreadable, {error ? error.message() : std::strerror(errno)}, path);
    std::array<char, 100> head {};
    if (!file.read(head.data(), head.size()) || std::memcmp(head.data(), "SQLite format 3", 16) != 0)
        return {Header::Foreign, 0};
    std::uint32_t version = 0;
    for (int i = 60; i < 64; ++i)
        version = version << 8 | static_cast<unsigned char>(head[std::size_t(i)]);
    return {Header::Sqlite, version};
}

void refuseNewer(const fs::path& path, qint64 found, std::size_t known)
{
    if (found > qint64(known))
        throw Error(ErrorCode::HistoryNewer, {std::to_string(found), std::to_string(known)}, path);
}

bool checks(Database& database, const QString& pragma)
{
    return database.value(pragma).toString() == QStringLiteral("ok");
}

/// Whether SQLite finds nothing wrong. Throws for what is no damage: no permission, locked, a disk that fails, newer.
bool isSound(const fs::path& path, std::size_t known, bool thorough)
{
    try {
        Database database(path);
        const int version = database.schemaVersion();
        refuseNewer(path, version, known);
        // Without a version yet with tables, it is somebody else's.
        if (version < 1 && database.value(QStringLiteral("SELECT count(*) FROM sqlite_master")).toInt() > 0)
            return false;
        if (thorough)
            return checks(database, QStringLiteral("PRAGMA quick_check(1)"));
        for (const char* table : {"image", "setup", "inspection", "label", "review"})
            if (!checks(database, QStringLiteral("PRAGMA quick_check('%1')").arg(QLatin1String(table))))
                return false;
        return true;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::HistoryDamaged)
            return false;
        throw;
    }
}

/// Whether there was something where there is nothing now. SQLite would delete the write-ahead log that is left over. A tip
/// record that knows rows counts beside an empty file only: where the file is gone as a whole, the new one stays under its alarm.
bool leftOver(const fs::path& path, Header::Kind kind)
{
    std::error_code error;
    if (const auto log = fs::file_size(beside(path, "-wal"), error); !error && log > 0)
        return true;
    const ReviewTipReading tip = readReviewTip(reviewTipPath(path));
    return kind == Header::Empty && (tip.kind == ReviewTipReading::Unreadable || tip.tip.rows > 0);
}

/// Renames what there is of the history; answers where it lies now.
fs::path setAside(const fs::path& path)
{
    const std::string stamp = utcFileStamp();
    const fs::path folder = path.parent_path();
    fs::path aside = folder / (path.stem().string() + "-damaged-" + stamp + path.extension().string());
    const std::pair<fs::path, fs::path> moves[] {
        {beside(path, "-wal"), beside(aside, "-wal")},
        {beside(path, "-shm"), beside(aside, "-shm")},
        {reviewTipPath(path), reviewTipPath(aside)},
        // Last: as long as it is there, a crash in between leaves something that is set aside at the next start.
        {path, aside},
    };
    for (const auto& [from, to] : moves)
        if (rename(from.c_str(), to.c_str()) != 0 && errno != ENOENT)
            writeFailed(from, errno);
    std::error_code error;
    return fs::exists(aside, error) ? aside : beside(aside, "-wal");
}

/// A whole copy under its final name, or none.
fs::path backUp(Database& database, int version)
{
    const fs::path& path = database.path();
    fs::path copy = path.parent_path()
        / (path.stem().string() + "-v" + std::to_string(version) + "-" + utcFileStamp() + path.extension().string());
    copyDatabase(database, copy);
    return copy;
}

/// Before the tables are made: a program that is stopped in between leaves a record of no rows, which does no harm.
void beginTip(Database& database, int version)
{
    const fs::path tip = reviewTipPath(database.path());
    if (version >= tipSince || readReviewTip(tip).kind != ReviewTipReading::Missing)
        return;
    const bool hasLog = database.value(QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name = 'review'")).toBool();
    if (!hasLog || !database.value(QStringLiteral("SELECT EXISTS (SELECT 1 FROM review)")).toBool())
        writeReviewTip(tip, {});
}

void migrate(Database& database, int from, std::span<const SchemaStep> steps)
{
    database.execute(QStringLiteral("PRAGMA foreign_keys = off"));  // tables are made anew; off outside a transaction alone
    Database::Transaction transaction(database);
    for (const SchemaStep& step : steps.subspan(std::size_t(from)))
        for (const char* sql : step)
            database.execute(QString::fromUtf8(sql));
    database.execute(QStringLiteral("PRAGMA user_version = %1").arg(steps.size()));
    transaction.commit();
}

}  // namespace

fs::path historyPath()
{
    return userFolder() / "history.db";
}

fs::path reviewTipPath(const fs::path& history)
{
    constexpr std::string_view begin = "history", end = ".db";
    const std::string name = history.filename().string();
    const bool isOne = name.starts_with(begin) && name.ends_with(end);
    return history.parent_path() / (isOne ? "review-tip" + name.substr(begin.size(), name.size() - begin.size() - end.size()) : "review-tip-" + name);
}

HistoryOpening prepareHistory(const fs::path& path, std::span<const SchemaStep> steps)
{
    std::error_code error;
    if (fs::create_directories(path.parent_path(), error); error)
        writeFailed(path.parent_path(), error.value());
    const FileLock lock(beside(path, ".lock"));

    HistoryOpening opening;
    const Header header = readHeader(path);
    refuseNewer(path, header.version, steps.size());
    if (header.kind == Header::Missing || header.kind == Header::Empty) {
        if (leftOver(path, header.kind))
            opening.setAside = setAside(path);
        opening.created = !opening.setAside;
    } else {
        const auto size = fs::file_size(path, error);
        const auto left = fs::file_size(beside(path, "-wal"), error);
        const bool thorough = size <= fullCheckBytes || (!error && left > 0) || fs::exists(checkMark(path), error);
        if (header.kind == Header::Foreign || !isSound(path, steps.size(), thorough))
            opening.setAside = setAside(path);
        fs::remove(checkMark(path), error);
    }

    Database database(path, Opening::Create);
    const int version = database.schemaVersion();
    if (version > 0 && version < int(steps.size())) {
        opening.backup = backUp(database, version);
        opening.migratedFrom = version;
    }
    database.useWriteAheadLog(Durability::Full);
    beginTip(database, version);
    if (version < int(steps.size()))
        migrate(database, version, steps);
    return opening;
}

}  // namespace app
