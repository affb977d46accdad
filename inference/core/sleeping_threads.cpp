#include "core/sleeping_threads.h"

#include <cstdlib>
#include <filesystem>

#ifdef __linux__
#include <unistd.h>
#endif

namespace inference {

void letWaitingThreadsSleep([[maybe_unused]] char** argv)
{
#ifdef __linux__
    constexpr const char* policy = "OMP_WAIT_POLICY";
    if (std::getenv(policy) || setenv(policy, "passive", 0) != 0)
        return;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);  // by its own name, which others find it by
    if (!error)
        execv(program.c_str(), argv);
#endif
}

}  // namespace inference
