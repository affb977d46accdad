#include "app/export/history_copy.h"

#include "app/common/path_text.h"
#include "app/store/database.h"
#include "core/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace app {
namespace {

namespace fs = std::filesystem;
using inference::Error;
using inference::ErrorCode;

/// What SQLite writes to; gone unless it was moved away.
struct Part {
    fs::path path;
    explicit Part(const fs::path& to)
        : path(to)
    {
        path += "." + std::to_string(getpid()) + ".part";
        remove();
    }
    ~Part() { remove(); }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    void remove() const
    {
        std::error_code ignored;
        fs::remove(path, ignored);
        fs::path journal = path;
        fs::remove(journal += "-journal", ignored);
    }
};

void moveOver(const fs::path& part, const fs::path& to)
{
    const int fd = open(part.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && fsync(fd) == 0;
    const int number = errno;
    if (fd >= 0)
        close(fd);
    if (!synced)
        throw Error(ErrorCode::WriteFailed, {std::strerror(number)}, to);
    std::error_code problem;
    fs::rename(part, to, problem);
    if (problem)
        throw Error(ErrorCode::WriteFailed, {problem.message()}, to);
}

}  // namespace

void copyHistory(const fs::path& from, const fs::path& to)
{
    const Part part(to);
    QString name = pathText(part.path);
    if (toPath(name) != part.path)  // SQLite takes names in UTF-8 only
        throw Error(ErrorCode::WriteFailed, {std::strerror(EILSEQ)}, to);
    Database database(from);
    database.value(QStringLiteral("SELECT count(*) FROM sqlite_master"));  // what is wrong with `from` is told as such
    try {
        database.execute(QStringLiteral("VACUUM INTO '%1'").arg(name.replace(QLatin1Char('\''), QLatin1String("''"))));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::WriteFailed)
            throw;
        throw Error(ErrorCode::WriteFailed, error.arguments(), to);
    }
    moveOver(part.path, to);
}

}  // namespace app
