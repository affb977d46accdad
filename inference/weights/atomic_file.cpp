#include "weights/atomic_file.h"

#include "core/error.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace inference::weights {
namespace {

constexpr std::size_t bufferSize = std::size_t(1) << 20;

std::filesystem::path partOf(const std::filesystem::path& path)
{
    static std::atomic<unsigned> counter {0};
    std::filesystem::path part = path;
    part += "." + std::to_string(getpid()) + "-" + std::to_string(counter++) + ".part";
    return part;
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path)
    : m_path(std::move(path))
{
    do {
        m_part = partOf(m_path);
        m_fd = open(m_part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (m_fd < 0 && errno == EEXIST);  // of a program that was killed: in a container each start may have the same number
    if (m_fd < 0)
        fail();
    m_buffer.reserve(bufferSize);
}

AtomicFile::~AtomicFile()
{
    if (m_fd < 0)
        return;
    close(m_fd);
    unlink(m_part.c_str());
}

void AtomicFile::fail() const
{
    throw Error(ErrorCode::WriteFailed, {std::strerror(errno)}, m_path);
}

void AtomicFile::write(std::span<const std::byte> bytes)
{
    m_position += bytes.size();
    while (!bytes.empty()) {
        const std::size_t count = std::min(bytes.size(), bufferSize - m_buffer.size());
        m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
        bytes = bytes.subspan(count);
        if (m_buffer.size() == bufferSize)
            flush();
    }
}

void AtomicFile::flush()
{
    for (std::span<const std::byte> rest = m_buffer; !rest.empty();) {
        const ssize_t written = ::write(m_fd, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail();
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    m_buffer.clear();
}

void AtomicFile::commit()
{
    flush();
    if (fsync(m_fd) != 0)
        fail();
    if (close(std::exchange(m_fd, -1)) != 0 || rename(m_part.c_str(), m_path.c_str()) != 0) {
        const int error = errno;
        unlink(m_part.c_str());
        errno = error;
        fail();
    }
    // The rename itself must outlive a power cut too; some file systems cannot sync a folder, which loses nothing.
    const auto folder = m_path.has_parent_path() ? m_path.parent_path() : std::filesystem::path(".");
    if (const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

}  // namespace inference::weights
