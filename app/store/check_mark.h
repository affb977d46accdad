#pragma once

#include <filesystem>

namespace app {

/// A file beside a history whose being there asks prepareHistory() for a full check: damage was met while the program ran.
std::filesystem::path checkMark(const std::filesystem::path& history);

/// Makes it. Where that fails the next start checks no more than it always does.
void markForCheck(const std::filesystem::path& history) noexcept;

}  // namespace app
