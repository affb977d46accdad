#include "app/store/file_lock.h"

#include "core/error.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace app {

using namespace std::chrono_literals;

FileLock::FileLock(const std::filesystem::path& path)
    : m_fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666))
{
    const auto fail = [&](int error) {
        if (m_fd >= 0)
            close(m_fd);
        throw inference::Error(inference::ErrorCode::WriteFailed, {std::strerror(error)}, path);
    };
    if (m_fd < 0)
        fail(errno);
    // A program that was stopped with the lock held must not hang this one: so it is asked for again and again.
    const auto end = std::chrono::steady_clock::now() + 5s;
    for (std::chrono::milliseconds pause = 1ms; flock(m_fd, LOCK_EX | LOCK_NB) != 0; pause = std::min(2 * pause, std::chrono::milliseconds {20})) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            fail(errno);
        if (std::chrono::steady_clock::now() > end)
            fail(EWOULDBLOCK);
        std::this_thread::sleep_for(pause);
    }
}

FileLock::~FileLock()
{
    close(m_fd);
}

}  // namespace app
