#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace app {

/// Figures attached to a PDF above this are refused: a few hundred thousand parts.
inline constexpr std::size_t mostReportBytes = std::size_t(256) << 20;

/// The report.json that is attached to a PDF; nothing where there is none, or where the file is damaged so much that it can't be
/// reached. The file may be a stranger's: nothing in it is executed, what unpacks to more than `mostReportBytes` is none.
/// Throws inference::Error(FileMissing, FileUnreadable, OutOfMemory). Blocking; any thread.
std::optional<std::string> attachedReport(const std::filesystem::path& pdf);

}  // namespace app
