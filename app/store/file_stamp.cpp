#include "app/store/file_stamp.h"

#include "core/error.h"

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace app {

std::optional<FileIdentity> identityOf(const std::filesystem::path& path) noexcept
{
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0)
        return std::nullopt;
    return FileIdentity {std::uint64_t(facts.st_dev), std::uint64_t(facts.st_ino)};
}

FileStamp stampOf(const std::filesystem::path& path)
{
    using inference::Error;
    using inference::ErrorCode;
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0) {
        if (errno == ENOENT)
            throw Error(ErrorCode::FileMissing, {}, path);
        throw Error(ErrorCode::FileUnreadable, {std::strerror(errno)}, path);
    }
    std::error_code error;
    auto absolute = std::filesystem::absolute(path, error);
    if (error)
        throw Error(ErrorCode::FileUnreadable, {error.message()}, path);
    return {absolute.lexically_normal(), std::uintmax_t(facts.st_size),
            std::int64_t(facts.st_mtim.tv_sec) * 1'000'000'000 + facts.st_mtim.tv_nsec};
}

}  // namespace app
