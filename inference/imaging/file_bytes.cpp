#include "imaging/file_bytes_p.h"

#include "core/error.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>

namespace inference::imaging {

std::uint64_t fileSize(const std::filesystem::path& path)
{
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Error(ErrorCode::FileMissing, {}, path);
    if (!problem && status.type() == std::filesystem::file_type::directory)
        problem = std::make_error_code(std::errc::is_a_directory);
    else if (!problem && status.type() != std::filesystem::file_type::regular)
        problem = std::make_error_code(std::errc::not_supported);
    const std::uint64_t size = problem ? 0 : std::filesystem::file_size(path, problem);
    if (problem)
        throw Error(ErrorCode::FileUnreadable, {problem.message()}, path);
    if (size == 0)
        throw Error(ErrorCode::FileEmpty, {}, path);
    return size;
}

std::vector<std::uint8_t> readBytes(const std::filesystem::path& path, std::uint64_t limit)
try {
    const std::uint64_t size = std::min(fileSize(path), limit);
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::FileUnreadable, {std::generic_category().message(errno ? errno : EIO)}, path);
    std::vector<std::uint8_t> bytes(size);
    file.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(size));
    if (file.bad())
        throw Error(ErrorCode::FileUnreadable, {std::generic_category().message(errno ? errno : EIO)}, path);
    bytes.resize(std::size_t(file.gcount()));  // shorter when somebody is just rewriting the file
    if (bytes.empty())
        throw Error(ErrorCode::FileEmpty, {}, path);
    return bytes;
} catch (const std::bad_alloc&) {
    throw Error(ErrorCode::OutOfMemory, {}, path);
}

}  // namespace inference::imaging
