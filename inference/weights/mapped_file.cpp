#include "weights/mapped_file.h"

#include "core/error.h"
#include "weights/corrupt.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace inference::weights {
namespace {

[[noreturn]] void throwUnreadable(int error)
{
    throw Error(ErrorCode::FileUnreadable, {std::strerror(error)});
}

struct Descriptor {
    int fd = -1;
    ~Descriptor()
    {
        if (fd >= 0)
            close(fd);
    }
    int keep() { return std::exchange(fd, -1); }
};

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path)
{
    // O_NONBLOCK: a pipe that nobody writes to must not hang the program; it is turned away below.
    Descriptor file {open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.fd < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            throw Error(ErrorCode::FileMissing);
        throwUnreadable(errno);
    }
    struct stat status {};
    if (fstat(file.fd, &status) != 0)
        throwUnreadable(errno);
    if (!S_ISREG(status.st_mode))
        throwUnreadable(S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
    if (status.st_size <= 0)
        throw Error(ErrorCode::FileEmpty);
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.fd, 0);
    if (start == MAP_FAILED)
        throwUnreadable(errno);
    m_bytes = {static_cast<const std::byte*>(start), size};
    m_file = file.keep();
}

MappedFile::MappedFile(std::vector<std::byte> bytes)
    : m_owned(std::move(bytes))
    , m_bytes(m_owned)
{
    if (m_bytes.empty())
        throw Error(ErrorCode::FileEmpty);
}

MappedFile::~MappedFile()
{
    if (m_file < 0)
        return;
    munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
    close(m_file);
}

void MappedFile::requireWhole() const
{
    struct stat status {};
    if (m_file >= 0 && fstat(m_file, &status) == 0 && static_cast<std::size_t>(status.st_size) < m_bytes.size())
        throwTruncated(m_bytes.size(), static_cast<std::size_t>(status.st_size));
}

void MappedFile::release(std::span<const std::byte> part) const
{
    if (m_file < 0 || part.empty())
        return;
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const auto offset = static_cast<std::size_t>(part.data() - m_bytes.data());
    const std::size_t first = (offset + page - 1) / page * page;
    const std::size_t last = (offset + part.size()) / page * page;
    if (first < last)
        madvise(const_cast<std::byte*>(m_bytes.data()) + first, last - first, MADV_DONTNEED);
}

}  // namespace inference::weights
