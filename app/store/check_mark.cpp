#include "app/store/check_mark.h"

#include <fstream>

namespace app {

std::filesystem::path checkMark(const std::filesystem::path& history)
{
    std::filesystem::path mark = history;
    return mark += ".check";
}

void markForCheck(const std::filesystem::path& history) noexcept
{
    try {
        std::ofstream(checkMark(history)).put('\n');
    } catch (...) {
        // Only std::bad_alloc gets here; there is nobody to tell who could do more.
    }
}

}  // namespace app
