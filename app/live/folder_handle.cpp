#include "app/live/folder_handle.h"

#include "app/common/made_folder.h"
#include "core/error.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <system_error>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

std::string systemText(int error)
{
    return std::generic_category().message(error ? error : EIO);
}

/// A descriptor that is closed at the end of its scope.
class File {
public:
    explicit File(int fd)
        : m_fd(fd)
    {
    }
    ~File()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool isOpen() const { return m_fd >= 0; }
    bool write(std::span<const std::uint8_t> bytes) const
    {
        while (!bytes.empty()) {
            const ssize_t count = ::write(m_fd, bytes.data(), bytes.size());
            if (count < 0 && errno != EINTR)
                return false;
            bytes = bytes.subspan(std::size_t(std::max<ssize_t>(count, 0)));
        }
        return true;
    }
    bool sync() const { return ::fdatasync(m_fd) == 0; }
    bool look(struct stat& facts) const { return ::fstat(m_fd, &facts) == 0; }
    /// Some file systems tell of a full disk only here.
    bool close() { return ::close(std::exchange(m_fd, -1)) == 0; }

private:
    int m_fd;
};

/// False, and errno, EEXIST when the name is taken. File systems without such a rename are asked beforehand.
bool renameWithoutReplacing(int folder, const std::string& from, const std::string& to)
{
    if (::renameat2(folder, from.c_str(), folder, to.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    struct stat facts {};
    if (::fstatat(folder, to.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return false;
    }
    return errno == ENOENT && ::renameat(folder, from.c_str(), folder, to.c_str()) == 0;
}

}  // namespace

std::optional<FolderHandle> FolderHandle::open(const std::filesystem::path& path, bool make)
{
    if (make)
        makeFolder(path);
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error).lexically_normal();
    const int fd = error ? -1 : ::open(absolute.c_str(), folderFlags);
    if (fd >= 0)
        return FolderHandle(fd, absolute);
    if (!error && errno == ENOENT && !make)
        return std::nullopt;
    throw Error(make ? ErrorCode::WriteFailed : ErrorCode::FileUnreadable, {error ? error.message() : systemText(errno)}, path);
}

FolderHandle::FolderHandle(FolderHandle&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
    , m_path(std::move(other.m_path))
{
}

FolderHandle& FolderHandle::operator=(FolderHandle&& other) noexcept
{
    std::swap(m_fd, other.m_fd);
    std::swap(m_path, other.m_path);
    return *this;
}

FolderHandle::~FolderHandle()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

void FolderHandle::fail(const std::string& name, int error) const
{
    throw Error(ErrorCode::WriteFailed, {systemText(error)}, m_path / name);
}

std::optional<FolderHandle> FolderHandle::find(const std::string& name) const
{
    const int fd = ::openat(m_fd, name.c_str(), folderFlags | O_NOFOLLOW);
    return fd >= 0 ? std::optional(FolderHandle(fd, m_path / name)) : std::nullopt;
}

FolderHandle FolderHandle::made(const std::string& name) const
{
    if (::mkdirat(m_fd, name.c_str(), 0777) != 0 && errno != EEXIST)
        fail(name, errno);
    const int fd = ::openat(m_fd, name.c_str(), folderFlags | O_NOFOLLOW);
    if (fd < 0)
        fail(name, errno);
    return FolderHandle(fd, m_path / name);
}

std::vector<FolderHandle::Entry> FolderHandle::entries() const
{
    // Opened anew: a copy of the descriptor would share its place in the folder with it.
    const int fd = ::openat(m_fd, ".", folderFlags);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(fd >= 0 ? ::fdopendir(fd) : nullptr, &::closedir);
    if (!stream) {
        const int error = errno;
        if (fd >= 0)
            ::close(fd);
        throw Error(ErrorCode::FileUnreadable, {systemText(error)}, m_path);
    }
    std::vector<Entry> found;
    while (const dirent* const one = ::readdir(stream.get())) {
        Entry entry {one->d_name, Entry::Kind::Other, 0};
        struct stat facts {};
        if (entry.name == "." || entry.name == ".." || ::fstatat(m_fd, one->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISREG(facts.st_mode))
            entry = {entry.name, Entry::Kind::File, std::uintmax_t(facts.st_size)};
        else if (S_ISDIR(facts.st_mode))
            entry.kind = Entry::Kind::Folder;
        found.push_back(std::move(entry));
    }
    return found;
}

std::optional<FileStamp> FolderHandle::writeNew(const std::string& name, std::span<const std::uint8_t> bytes, bool sync) const
{
    const std::string part = name + '.' + std::to_string(::getpid()) + ".part";
    ::unlinkat(m_fd, part.c_str(), 0);  // of a process that had our number once and was killed
    errno = 0;
    File file(::openat(m_fd, part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!file.isOpen())
        fail(name, errno);
    struct stat facts {};
    const bool done = file.write(bytes) && (!sync || file.sync()) && file.look(facts) && file.close() && renameWithoutReplacing(m_fd, part, name);
    if (done)
        return FileStamp {m_path / name, std::uintmax_t(facts.st_size), std::int64_t(facts.st_mtim.tv_sec) * 1'000'000'000 + facts.st_mtim.tv_nsec};
    const int error = errno;
    ::unlinkat(m_fd, part.c_str(), 0);
    if (error == EEXIST)
        return std::nullopt;
    fail(name, error);
}

void FolderHandle::removeFile(const std::string& name) const
{
    struct stat facts {};
    if (::fstatat(m_fd, name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(facts.st_mode))
        return;
    if (::unlinkat(m_fd, name.c_str(), 0) != 0 && errno != ENOENT)
        fail(name, errno);
}

void FolderHandle::removeFolder(const std::string& name) const noexcept
{
    ::unlinkat(m_fd, name.c_str(), AT_REMOVEDIR);
}

}  // namespace app
