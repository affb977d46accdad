#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace app {

/// Which file a path leads to: another one once it has been renamed and a new one lies in its place.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// Nothing where there is no file, or none that can be looked at. Any thread.
std::optional<FileIdentity> identityOf(const std::filesystem::path& path) noexcept;

/// By what a file is taken for unchanged.
struct FileStamp {
    std::filesystem::path path;  ///< absolute
    std::uintmax_t size = 0;     ///< bytes
    std::int64_t mtimeNs = 0;    ///< nanoseconds since 1970, UTC
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// The stamp of a file as it is now. Take it before the bytes are hashed: a change in between is then seen the next time.
/// Throws inference::Error(FileMissing, FileUnreadable) naming the file. Any thread.
FileStamp stampOf(const std::filesystem::path& path);

}  // namespace app
