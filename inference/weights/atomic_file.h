#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace inference::weights {

/// A file that is written beside its place and moved there at the end; without commit() nothing is left behind.
/// All throw Error(WriteFailed, {system message}) naming the final path.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);
    void write(std::string_view bytes) { write(std::as_bytes(std::span(bytes))); }
    std::size_t position() const { return m_position; }

    /// Flushes to the disk and renames over the final path.
    void commit();

private:
    void flush();
    [[noreturn]] void fail() const;

    std::filesystem::path m_path, m_part;
    int m_fd = -1;
    std::size_t m_position = 0;
    std::vector<std::byte> m_buffer;
};

}  // namespace inference::weights
