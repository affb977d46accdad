#pragma once

#include <filesystem>

namespace app {

/// A descriptor of a new file without a name in `folder`, for reading and writing: there is as much room as the folder has, and the system takes it
/// back whatever becomes of the program. -1 with errno where there is none. The caller closes it.
int openNameless(const std::filesystem::path& folder);

}  // namespace app
