#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <system_error>

namespace app {

/// The name of a hidden file in a folder that holds results of runs alone: nothing in it is a part, and a later run may replace it.
inline constexpr const char* resultsMark = ".vcp-results";

/// Who hears of what a walk meets, on the walking thread. Paths begin as they were named.
struct FolderVisitor {
    std::function<void(const std::filesystem::path& path)> found;  ///< a picture
    std::function<void(const std::filesystem::path& path, std::error_code reason)> problem;  ///< could not be read, or is not there
};

/// Visits every picture below the files and folders that are named, in the order given, each once however often it can be
/// reached: window and command line see the same parts in the same order.
/// A folder's own files come before its sub-folders, both in naturalLess() order. In folders only files with
/// hasImageExtension() count, hidden files and folders do not, nor does `ground_truth` beside `test` or `train` (the masks of
/// a data set in MVTec AD's layout), nor folders with a `resultsMark`, nor the folder `leaveOut`; what is named itself counts always. Links are followed,
/// loops are safe; a link to nothing is found and gets its reason when it is read. A folder that cannot be read and a named
/// path that is not there are problems and end nothing. `stop` is looked at for each entry.
/// Blocking; any thread; throws nothing but std::bad_alloc.
void walkFolders(std::span<const std::filesystem::path> named, const FolderVisitor& visitor, const std::stop_token& stop,
                 const std::filesystem::path& leaveOut = {});

}  // namespace app
