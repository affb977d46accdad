#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace inference::weights {

/// The bytes of a whole file, read-only: mapped, or owned where a caller already holds them. Any thread.
class MappedFile {
public:
    /// Maps `path` privately. Throws Error(FileMissing, FileEmpty, FileUnreadable); a pipe, device or folder is unreadable.
    explicit MappedFile(const std::filesystem::path& path);
    /// Owns `bytes`; release() does nothing.
    explicit MappedFile(std::vector<std::byte> bytes);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return m_bytes; }
    /// Throws Error(WeightsTruncated) when the file has become shorter since: a touch of what is gone would end the program.
    void requireWhole() const;
    /// Gives the whole pages inside `part` back to the system; the next touch maps them again.
    void release(std::span<const std::byte> part) const;

private:
    std::vector<std::byte> m_owned;
    std::span<const std::byte> m_bytes;
    int m_file = -1;  ///< open as long as it is mapped
};

}  // namespace inference::weights
