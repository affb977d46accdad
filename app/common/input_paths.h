#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace app {

/// An image to be inspected, or what stands in its place: a missing file or an unreadable folder is an input too, so that it
/// gets a row with its reason.
struct InputPath {
    std::filesystem::path path;
    std::string shown;  ///< UTF-8: a file as named; one found in a folder relative to that folder, or, with several paths
                        ///< named, behind the folder as named
};

/// Files and folders -> images, in the order named. A file is taken whatever its name. A folder is searched with its
/// subfolders for the endings of images, in natural order; links to folders are followed, each folder visited once; hidden
/// entries and the folder `leaveOut` (the results of an earlier run) are passed over. Never throws for what it finds.
std::vector<InputPath> findInputs(std::span<const std::filesystem::path> named, const std::filesystem::path& leaveOut = {});

}  // namespace app
