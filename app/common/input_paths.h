#pragma once

#include "core/error.h"

#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace app {

/// An image to be inspected, or what stands in its place: a missing file or an unreadable folder is an input too, so that it
/// gets a row with its reason.
struct InputPath {
    std::filesystem::path path;
    std::string shown;  ///< UTF-8: a file as named; one found in a folder relative to that folder, or, with several paths
                        ///< named, behind the folder as named
    std::optional<inference::Error> error {};  ///< why nothing can be read there
};

/// Files and folders -> images as walkFolders() meets them: a named file is taken whatever its name, each image once. The
/// folder `leaveOut` (the results of an earlier run) is passed over. Never throws for what it finds; throws
/// inference::Cancelled when `stop` asks for it.
std::vector<InputPath> findInputs(std::span<const std::filesystem::path> named, const std::filesystem::path& leaveOut = {},
                                  const std::stop_token& stop = {});

}  // namespace app
