#include "app/store/database.h"

#include "app/common/path_text.h"
#include "app/store/check_mark.h"
#include "core/error.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>
#include <unordered_map>
#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

constexpr int busyMilliseconds = 5000;

/// SQLite's primary result codes (sqlite.org/rescode.html), of those that are told apart here.
enum SqliteCode { Perm = 3, Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26 };

ErrorCode meaning(int code, Access access)
{
    switch (code & 0xff) {  // the rest is detail ("extended result code")
    case Corrupt:
    case NotADatabase: return ErrorCode::HistoryDamaged;
    case NoMemory: return ErrorCode::OutOfMemory;
    case Perm:
    case Busy:
    case Locked:
    case ReadOnly:
    case IoError:
    case Full:
    case CantOpen: return access == Access::Write ? ErrorCode::WriteFailed : ErrorCode::FileUnreadable;
    default: return ErrorCode::Internal;
    }
}

/// Whether there is a write-ahead log, or a program that has one.
bool hasLog(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::exists(path.native() + "-wal", ignored) || std::filesystem::exists(path.native() + "-shm", ignored);
}

/// sqlite.org/uri.html. One that nobody writes to is opened as immutable: else SQLite would begin a write-ahead log beside it, and fail where it can't.
QString readOnlyName(const std::filesystem::path& path, bool still)
{
    std::error_code ignored;
    const std::string whole = std::filesystem::absolute(path, ignored).native();
    return QStringLiteral("file://") + QString::fromLatin1(QByteArray::fromStdString(whole).toPercentEncoding("/")) + (still ? QStringLiteral("?immutable=1") : QString());
}

QString uniqueName()
{
    static std::atomic<unsigned> counter {0};
    return QStringLiteral("history-%1").arg(counter++);
}

}  // namespace

struct Database::Statement::Entry {
    QSqlQuery query;
    bool busy = false;
};

struct Database::Private {
    QString name = uniqueName();
    QSqlDatabase connection;
    std::unordered_map<std::string_view, Statement::Entry> statements;
    qint64 lastInsertId = 0;
};

Database::Database(std::filesystem::path path, Opening opening)
    : m_path(std::move(path))
    , m_opening(opening)
    , d(std::make_unique<Private>())
{
    std::error_code ignored;
    if (opening != Opening::Create && !std::filesystem::exists(m_path, ignored))
        throw Error(ErrorCode::FileMissing, {}, m_path);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyMilliseconds);
    if (opening == Opening::ReadOnly) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI");
        if (!hasLog(m_path))
            m_still = lookAt(m_path);
    }
    d->connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), d->name);
    d->connection.setDatabaseName(opening == Opening::ReadOnly ? readOnlyName(m_path, m_still.has_value()) : pathText(m_path));
    d->connection.setConnectOptions(options);
    if (d->connection.open())
        return;
    const QSqlError error = d->connection.lastError();
    const QString name = d->name;
    d.reset();
    QSqlDatabase::removeDatabase(name);
    fail(error, opening == Opening::Create ? Access::Write : Access::Read);
}

Database::~Database()
{
    Q_ASSERT(m_thread == std::this_thread::get_id());
    const QString name = d->name;
    d->statements.clear();
    d->connection.close();
    d.reset();
    QSqlDatabase::removeDatabase(name);
}

void Database::assertThread() const
{
    if (m_thread != std::this_thread::get_id())
        throw Error(ErrorCode::BadInput, {"the history was used off its thread"}, m_path);
}

void Database::requireSettled() const
{
    if (m_still && (hasLog(m_path) || lookAt(m_path) != *m_still))
        throw Error(ErrorCode::FileChanging, {}, m_path);
}

void Database::fail(const QSqlError& error, Access access) const
{
    const int code = error.nativeErrorCode().toInt();
    // The driver's text is a general one ("Unable to fetch row"), the database's says what happened.
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    const ErrorCode meant = meaning(code, access);
    if (meant == ErrorCode::HistoryDamaged && m_opening != Opening::ReadOnly)
        markForCheck(m_path);
    throw Error(meant, meant == ErrorCode::OutOfMemory ? std::vector<std::string> {} : std::vector {text.toStdString()}, m_path);
}

void Database::useWriteAheadLog(Durability durability)
{
    value(QStringLiteral("PRAGMA journal_mode = wal"), Access::Write);
    execute(durability == Durability::Full ? QStringLiteral("PRAGMA synchronous = full") : QStringLiteral("PRAGMA synchronous = normal"));
    execute(QStringLiteral("PRAGMA foreign_keys = on"));
    // A log that grew in a long transaction does not stay that large.
    value(QStringLiteral("PRAGMA journal_size_limit = 67108864"), Access::Write);
}

Database::Statement Database::statement(const char* sql, Access access)
{
    assertThread();
    const auto [at, isNew] = d->statements.try_emplace(sql);
    Statement::Entry& entry = at->second;
    if (isNew) {
        entry.query = QSqlQuery(d->connection);
        entry.query.setForwardOnly(true);
        if (!entry.query.prepare(QString::fromUtf8(sql))) {
            const QSqlError error = entry.query.lastError();
            d->statements.erase(at);
            fail(error, access);
        }
    }
    if (entry.busy)
        throw Error(ErrorCode::BadInput, {std::string("statement in use: ") + sql}, m_path);
    return {*this, entry, access};
}

void Database::execute(const QString& sql, Access access)
{
    value(sql, access);
}

QVariant Database::value(const QString& sql, Access access)
{
    assertThread();
    QSqlQuery query(d->connection);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        fail(query.lastError(), access);
    if (!query.next()) {
        if (query.lastError().isValid())
            fail(query.lastError(), access);
        return {};
    }
    return query.value(0);
}

int Database::schemaVersion()
{
    return value(QStringLiteral("PRAGMA user_version")).toInt();
}

qint64 Database::lastInsertId() const
{
    return d->lastInsertId;
}

Database::Statement::Statement(Database& database, Entry& entry, Access access)
    : m_database(&database)
    , m_entry(&entry)
    , m_access(access)
{
    entry.busy = true;
}

Database::Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database)
    , m_entry(std::exchange(other.m_entry, nullptr))
    , m_access(other.m_access)
    , m_bound(other.m_bound)
    , m_ran(other.m_ran)
{
}

Database::Statement::~Statement()
{
    if (!m_entry)
        return;
    m_entry->query.finish();
    m_entry->busy = false;
}

Database::Statement& Database::Statement::bind(const QVariant& value)
{
    m_entry->query.bindValue(m_bound++, value);
    return *this;
}

Database::Statement& Database::Statement::bind(std::string_view bytes)
{
    // An empty QByteArray that is null would be bound as NULL.
    return bind(QVariant(bytes.empty() ? QByteArray("") : QByteArray(bytes.data(), qsizetype(bytes.size()))));
}

void Database::Statement::run()
{
    m_database->assertThread();
    if (!m_entry->query.exec())
        m_database->fail(m_entry->query.lastError(), m_access);
    m_ran = true;
    if (m_access == Access::Write)
        m_database->d->lastInsertId = m_entry->query.lastInsertId().toLongLong();
}

bool Database::Statement::next()
{
    if (!m_ran)
        run();
    if (m_entry->query.next())
        return true;
    if (m_entry->query.lastError().isValid())
        m_database->fail(m_entry->query.lastError(), m_access);
    return false;
}

qint64 Database::Statement::integer(int column) const
{
    return m_entry->query.value(column).toLongLong();
}

double Database::Statement::real(int column) const
{
    return m_entry->query.value(column).toDouble();
}

QByteArray Database::Statement::bytes(int column) const
{
    return m_entry->query.value(column).toByteArray();
}

std::string Database::Statement::text(int column) const
{
    return bytes(column).toStdString();
}

bool Database::Statement::isNull(int column) const
{
    return m_entry->query.isNull(column);
}

Database::Transaction::Transaction(Database& database, Kind kind)
    : m_database(database)
{
    // A plain BEGIN that writes after it has read fails at once when another wrote in between.
    database.execute(kind == Kind::Write ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"),
                     kind == Kind::Write ? Access::Write : Access::Read);
}

Database::Transaction::~Transaction()
{
    if (!m_open)
        return;
    try {
        m_database.execute(QStringLiteral("ROLLBACK"));
    } catch (const Error&) {
        // SQLite has rolled back itself (disk full, I/O error) and says that there is nothing to roll back.
    }
}

void Database::Transaction::commit()
{
    m_database.execute(QStringLiteral("COMMIT"));
    m_open = false;
}

}  // namespace app
