#include "app/common/input_paths.h"

#include "app/common/folder_walk.h"
#include "app/common/path_text.h"
#include "core/error.h"

namespace app {

std::vector<InputPath> findInputs(std::span<const std::filesystem::path> named, const std::filesystem::path& leaveOut,
                                  const std::stop_token& stop)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const bool oneFolder = named.size() == 1 && fs::is_directory(named.front(), error);
    std::vector<InputPath> inputs;
    const auto take = [&](const fs::path& path) {
        inputs.push_back({path, pathUtf8(oneFolder && path != named.front() ? path.lexically_relative(named.front()) : path)});
    };
    const auto takeProblem = [&](const fs::path& path, std::error_code reason) {
        take(path);
        const bool missing = reason == std::errc::no_such_file_or_directory || reason == std::errc::not_a_directory;
        inputs.back().error = missing ? inference::Error(inference::ErrorCode::FileMissing, {}, path) : inference::Error(inference::ErrorCode::FileUnreadable, {reason.message()}, path);
    };
    walkFolders(named, {take, takeProblem}, stop, leaveOut);
    if (stop.stop_requested())
        throw inference::Cancelled();
    return inputs;
}

}  // namespace app
