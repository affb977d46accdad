#pragma once

#include <filesystem>

namespace app {

/// The folder is there when this returns, and those above it. Throws inference::Error(WriteFailed) naming it.
void makeFolder(const std::filesystem::path& folder);

/// The same, and files can be made in it: told before long work, not behind it. Touches nothing that is in it.
void makeWritableFolder(const std::filesystem::path& folder);

}  // namespace app
