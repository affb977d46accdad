#include "training/datasets/apart_p.h"

#include "core/error.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace inference::datasets {
namespace {

/// Bytes of this process that RLIMIT_DATA counts; 0 where the system doesn't say.
std::size_t dataInUse()
{
    std::ifstream file("/proc/self/statm");
    std::size_t pages[6] = {};
    for (std::size_t& number : pages)
        file >> number;
    return file ? pages[5] * std::size_t(sysconf(_SC_PAGESIZE)) : 0;
}

/// A crash ends the child as quietly as any other end: no handler of the program around it, no core file.
void endQuietly(const ApartLimits& limits, std::size_t inUse)
{
    for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGXCPU, SIGTERM, SIGINT})
        std::signal(number, SIG_DFL);
    const rlimit none {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    const rlimit time {limits.seconds, limits.seconds + 1};
    setrlimit(RLIMIT_CPU, &time);
    const rlimit memory {inUse + limits.memory, inUse + limits.memory};
    if (inUse > 0)
        setrlimit(RLIMIT_DATA, &memory);
}

[[noreturn]] void runAndExit(const std::function<void()>& work, const ApartLimits& limits, std::size_t inUse)
{
    endQuietly(limits, inUse);
    try {
        work();
    } catch (...) {
        _exit(1);
    }
    _exit(0);  // nothing of the parent's is flushed or destroyed here
}

}  // namespace

SharedBytes::SharedBytes(std::size_t size)
    : m_size(size)
{
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw Error(ErrorCode::OutOfMemory);
    m_data = static_cast<std::byte*>(memory);
}

SharedBytes::~SharedBytes()
{
    munmap(m_data, m_size);
}

bool runApart(const std::function<void()>& work, const ApartLimits& limits)
{
    const std::size_t inUse = dataInUse();
    const pid_t child = fork();
    if (child < 0)
        throw Error(ErrorCode::Internal, {std::strerror(errno)});
    if (child == 0)
        runAndExit(work, limits, inUse);
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace inference::datasets
