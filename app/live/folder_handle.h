#pragma once

#include "app/store/file_stamp.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace app {

/// An open folder in which files are made and removed by name. No name is followed through a symbolic link, so that nothing
/// outside of it is ever touched, whatever others put there meanwhile. One thread at a time.
class FolderHandle {
public:
    struct Entry {
        std::string name;
        enum class Kind { File, Folder, Other } kind = Kind::Other;  ///< a link is Other
        std::uintmax_t size = 0;
    };

    /// Nothing where there is none; with `make` it is made, and those above it. `path` itself may lead through links: it is the person's choice.
    /// Throws Error(FileUnreadable, WriteFailed) naming it.
    static std::optional<FolderHandle> open(const std::filesystem::path& path, bool make = false);

    FolderHandle(FolderHandle&& other) noexcept;
    FolderHandle& operator=(FolderHandle&& other) noexcept;
    ~FolderHandle();

    const std::filesystem::path& path() const { return m_path; }
    /// Nothing where there is none by that name, or a link.
    std::optional<FolderHandle> find(const std::string& name) const;
    /// Made where it isn't there. Throws Error(WriteFailed), also where a link or a file stands in its place.
    FolderHandle made(const std::string& name) const;

    /// In no order, without "." and "..". Throws Error(FileUnreadable).
    std::vector<Entry> entries() const;

    /// A new file that appears whole or not at all: written beside ("<name>.<process>.part") and renamed, without replacing what
    /// there is: then nothing is answered. With `sync` it outlives a power cut. Throws Error(WriteFailed).
    std::optional<FileStamp> writeNew(const std::string& name, std::span<const std::uint8_t> bytes, bool sync) const;

    /// A file: links and folders stay. One that is gone already is no error. Throws Error(WriteFailed).
    void removeFile(const std::string& name) const;
    /// Only an empty one; otherwise nothing happens.
    void removeFolder(const std::string& name) const noexcept;

private:
    FolderHandle(int fd, std::filesystem::path path)
        : m_fd(fd)
        , m_path(std::move(path))
    {
    }
    [[noreturn]] void fail(const std::string& name, int error) const;

    int m_fd = -1;
    std::filesystem::path m_path;
};

}  // namespace app
