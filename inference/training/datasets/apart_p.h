#pragma once

#include <cstddef>
#include <functional>

namespace inference::datasets {

/// Zeroed memory that a child process writes for its parent to read.
class SharedBytes {
public:
    /// Throws Error(OutOfMemory).
    explicit SharedBytes(std::size_t size);
    ~SharedBytes();
    SharedBytes(const SharedBytes&) = delete;
    SharedBytes& operator=(const SharedBytes&) = delete;

    std::byte* data() const { return m_data; }

private:
    std::size_t m_size;
    std::byte* m_data;
};

/// What a child may use beyond what it begins with.
struct ApartLimits {
    unsigned seconds = 3;            ///< of processor time
    std::size_t memory = 256 << 20;  ///< bytes
};

/// Runs `work` in a copy of this process and waits for it: for libraries that a damaged file can crash or hang. Only what it writes to
/// SharedBytes comes back. False when it did not come to its end: it crashed, threw, or reached a limit.
/// `work` uses no lock that another thread may hold and starts no thread. Any thread.
/// Throws Error(Internal) when there is no process to be had.
bool runApart(const std::function<void()>& work, const ApartLimits& limits);

}  // namespace inference::datasets
