#pragma once

#include <filesystem>

namespace app {

/// Holds a file as a lock between threads and processes for as long as it lives; a killed program lets go of it. The file is
/// made when it is missing and is never removed. For a local disk.
class FileLock {
public:
    /// Waits up to five seconds. Throws inference::Error(WriteFailed) naming the file.
    explicit FileLock(const std::filesystem::path& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int m_fd = -1;
};

}  // namespace app
