#include "training/datasets/text_file_p.h"

#include "core/error.h"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace inference::datasets {

std::string readText(const std::filesystem::path& path, std::uint64_t greatest)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Error(ErrorCode::FileMissing, {}, path);
    if (!error && !std::filesystem::is_regular_file(status))
        error = std::make_error_code(std::errc::not_supported);
    const std::uint64_t size = error ? 0 : std::filesystem::file_size(path, error);
    if (error)
        throw Error(ErrorCode::FileUnreadable, {error.message()}, path);
    if (size > greatest)
        throw Error(ErrorCode::DatasetInvalid, {std::to_string(size) + " bytes"}, path);
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string text(size, '\0');
    if (file)
        file.read(text.data(), std::streamsize(size));
    if (!file.is_open() || file.bad())
        throw Error(ErrorCode::FileUnreadable, {std::generic_category().message(errno ? errno : EIO)}, path);
    text.resize(std::size_t(file.gcount()));
    if (text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
    return text;
}

}  // namespace inference::datasets
