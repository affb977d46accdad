#include "app/store/database_copy.h"

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
class Part {
public:
    explicit Part(const fs::path& to)
        : path(to)
    {
        path += "." + std::to_string(getpid()) + ".part";
        remove();
    }
    ~Part() { remove(); }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    fs::path path;

private:
    void remove() const
    {
        std::error_code ignored;
        fs::remove(path, ignored);
        fs::remove(path.string() + "-journal", ignored);
    }
};

[[noreturn]] void writeFailed(const fs::path& to, int number)
{
    throw Error(ErrorCode::WriteFailed, {std::strerror(number)}, to);
}

void moveOver(const fs::path& part, const fs::path& to)
{
    const int fd = open(part.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && fsync(fd) == 0;
    const int number = errno;
    if (fd >= 0)
        close(fd);
    if (!synced)
        writeFailed(to, number);
    if (rename(part.c_str(), to.c_str()) != 0)
        writeFailed(to, errno);
}

}  // namespace

void copyDatabase(Database& database, const fs::path& to)
{
    const Part part(to);
    QString quoted = pathText(part.path);
    if (toPath(quoted) != part.path)  // SQLite takes names in UTF-8 only
        writeFailed(to, EILSEQ);
    quoted.replace(QLatin1Char('\''), QLatin1String("''"));
    database.value(QStringLiteral("SELECT count(*) FROM sqlite_master"));  // what is wrong with the file itself is told as such
    try {
        database.execute(QStringLiteral("VACUUM INTO '%1'").arg(quoted));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::WriteFailed)
            throw;
        throw Error(ErrorCode::WriteFailed, error.arguments(), to);
    }
    moveOver(part.path, to);
}

}  // namespace app
