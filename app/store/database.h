#pragma once

#include "app/store/settled_file.h"

#include <QByteArray>
#include <QString>
#include <QVariant>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

QT_BEGIN_NAMESPACE
class QSqlError;
class QSqlQuery;
QT_END_NAMESPACE

namespace app {

/// What a failure of SQLite means depends on what was being done.
enum class Access { Read, Write };

/// ReadOnly: for files of others, which are to stay as they are. Nothing is written to the file, and nothing is made beside it, unless a write-ahead
/// log lies there, which SQLite reads with an index of its own (`-shm`).
enum class Opening { Existing, Create, ReadOnly };

/// How far a commit is pushed. Both outlive a killed program; Full also outlives a power cut.
enum class Durability { Normal, Full };

/// One connection to one SQLite file, with its prepared statements.
///
/// Confined to the thread that made it: every call from another throws Error(BadInput). Several may be open on one file, in
/// several threads and processes; a writer waits up to five seconds for another.
/// All throw inference::Error naming the file: FileMissing; FileUnreadable or WriteFailed, as `access` says (no permission,
/// disk full, locked for too long); HistoryDamaged; OutOfMemory; Internal.
class Database {
public:
    class Statement;
    class Transaction;

    /// Opens `path`; the file is made where `opening` says so, else FileMissing. Changes nothing in it.
    explicit Database(std::filesystem::path path, Opening opening = Opening::Existing);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    /// Write-ahead log and durability, as every connection that writes wants them.
    void useWriteAheadLog(Durability durability);

    /// A statement that is prepared once and reused; `sql` must live as long as the database (a literal). One user at a time:
    /// a second use of the same text while the first is alive throws BadInput.
    Statement statement(const char* sql, Access access = Access::Read);

    /// Runs a statement that is not kept.
    void execute(const QString& sql, Access access = Access::Write);
    /// The first value of the first row; an invalid one when there is no row.
    QVariant value(const QString& sql, Access access = Access::Read);

    int schemaVersion();
    qint64 lastInsertId() const;

    /// Throws Error(BadInput) off the thread that made this.
    void assertThread() const;

    /// Throws Error(FileChanging) where the file was opened as one that nobody writes to, and somebody has: what was read may be of two moments.
    void requireSettled() const;

private:
    struct Private;
    friend class Statement;
    [[noreturn]] void fail(const QSqlError& error, Access access) const;

    std::filesystem::path m_path;
    Opening m_opening;
    std::optional<FileLook> m_still;  ///< opened so that no lock keeps writers out
    std::thread::id m_thread = std::this_thread::get_id();
    std::unique_ptr<Private> d;
};

/// One use of a prepared statement; at its end the statement lets go of its row and of its snapshot of the file.
class Database::Statement {
public:
    struct Entry;

    Statement(Statement&& other) noexcept;
    ~Statement();
    Statement& operator=(Statement&&) = delete;

    /// Values for the question marks, in order.
    Statement& bind(const QVariant& value);
    /// Text goes in as the bytes it is: Qt and SQLite would each mend what is not valid in their own way. Write
    /// "cast(? as text)" for it.
    Statement& bind(std::string_view bytes);

    void run();
    /// The next row, the first time the first one. False behind the last.
    bool next();

    qint64 integer(int column) const;
    double real(int column) const;
    QByteArray bytes(int column) const;   ///< "cast(x as blob)" for text
    std::string text(int column) const;   ///< the same
    bool isNull(int column) const;

private:
    friend class Database;
    Statement(Database& database, Entry& entry, Access access);

    Database* m_database;
    Entry* m_entry;
    Access m_access;
    int m_bound = 0;
    bool m_ran = false;
};

/// Everything or nothing: rolls back unless committed. Takes the right to write at once, so that what is read in it is what
/// the write is based on.
class Database::Transaction {
public:
    enum class Kind { Read, Write };

    explicit Transaction(Database& database, Kind kind = Kind::Write);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

}  // namespace app
