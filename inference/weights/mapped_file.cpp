#include "weights/mapped_file.h"

#include "core/error.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
};

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path)
{
    // O_NONBLOCK: a pipe that nobody writes to must not hang the program; it is turned away below.
    const Descriptor file {open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
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
    m_mapped = true;
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
    if (m_mapped)
        munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

void MappedFile::release(std::span<const std::byte> part) const
{
    if (!m_mapped || part.empty())
        return;
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const auto offset = static_cast<std::size_t>(part.data() - m_bytes.data());
    const std::size_t first = (offset + page - 1) / page * page;
    const std::size_t last = (offset + part.size()) / page * page;
    if (first < last)
        madvise(const_cast<std::byte*>(m_bytes.data()) + first, last - first, MADV_DONTNEED);
}

}  // namespace inference::weights
