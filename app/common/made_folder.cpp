#include "app/common/made_folder.h"

#include "core/error.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace app {

void makeFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw inference::Error(inference::ErrorCode::WriteFailed, {error.message()}, folder);
}

void makeWritableFolder(const std::filesystem::path& folder)
{
    makeFolder(folder);
    std::error_code ignored;
    errno = 0;
    if (!std::filesystem::is_directory(folder, ignored) || ::access(folder.c_str(), W_OK | X_OK) != 0)
        throw inference::Error(inference::ErrorCode::WriteFailed, {std::strerror(errno ? errno : ENOTDIR)}, folder);
}

}  // namespace app
