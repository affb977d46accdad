#include "app/outputs/csv_output.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;

Error failed(const std::filesystem::path& file, int number)
{
    return Error(ErrorCode::WriteFailed, {std::strerror(number ? number : EIO)}, file);
}

/// An open table. Its errors name the file.
class Table {
public:
    explicit Table(const std::filesystem::path& file)
        : m_file(file)
        // O_NONBLOCK: what turns out to be a pipe doesn't hang.
        , m_descriptor(::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0644))
    {
        if (m_descriptor < 0)
            throw failed(file, errno);
        try {
            lock();
            m_size = size();
            if (m_size > 0)
                checkHeader();
        } catch (...) {
            ::close(m_descriptor);
            throw;
        }
    }
    ~Table()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    void append(const std::string& line)
    {
        std::string text;
        if (m_size == 0)
            text = std::string(verdictCsvHeader) + "\r\n";
        else if (at(m_size - 1, 1) != "\n")
            text = "\r\n";
        text += line;
        const ssize_t written = ::write(m_descriptor, text.data(), text.size());
        if (written == ssize_t(text.size()))
            return;
        const int why = written < 0 ? errno : ENOSPC;
        if (written > 0 && size() == m_size + written && ::ftruncate(m_descriptor, m_size) != 0)
            throw failed(m_file, errno);
        throw failed(m_file, why);
    }

    /// Some systems say only now that there was no room.
    void close()
    {
        if (::close(std::exchange(m_descriptor, -1)) != 0)
            throw failed(m_file, errno);
    }

private:
    void lock() const
    {
        struct stat facts {};
        if (::fstat(m_descriptor, &facts) != 0)
            throw failed(m_file, errno);
        if (!S_ISREG(facts.st_mode))
            throw Error(ErrorCode::WriteFailed, {"no-file"}, m_file);
        // Where files can't be locked, the single write() has to do.
        if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
            throw Error(ErrorCode::WriteFailed, {"locked"}, m_file);
    }

    off_t size() const
    {
        struct stat facts {};
        if (::fstat(m_descriptor, &facts) != 0)
            throw failed(m_file, errno);
        return facts.st_size;
    }

    std::string at(off_t place, std::size_t length) const
    {
        std::string bytes(length, '\0');
        const ssize_t read = ::pread(m_descriptor, bytes.data(), length, place);
        if (read < 0)
            throw failed(m_file, errno);
        bytes.resize(std::size_t(read));
        return bytes;
    }

    void checkHeader() const
    {
        std::string found = at(0, verdictCsvHeader.size() + 2);
        found.resize(std::min(found.find('\n'), found.size()));
        if (found.ends_with('\r'))
            found.pop_back();
        if (found != verdictCsvHeader)
            throw Error(ErrorCode::WriteFailed, {"other-columns"}, m_file);
    }

    const std::filesystem::path& m_file;
    int m_descriptor;
    off_t m_size = 0;
};

}  // namespace

CsvOutput::CsvOutput(std::filesystem::path file)
    : m_file(std::move(file))
{
}

void CsvOutput::deliver(const VerdictMessage& message, const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw inference::Cancelled();
    std::error_code ignored;
    const bool fresh = message.test && !std::filesystem::exists(m_file, ignored);
    Table table(m_file);
    if (!message.test)
        table.append(verdictCsvLine(message));
    table.close();
    if (fresh)
        std::filesystem::remove(m_file, ignored);
}

}  // namespace app
