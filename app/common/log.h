#pragma once

#include <filesystem>
#include <string>

namespace app {

/// Sends everything that is said through Qt's qInfo, qWarning, ... to `folder`/`program`.log (5 MB, three kept; information
/// and up) and, with `verbose`, to stderr as well (debugging messages and up).
/// Never throws: where the folder cannot be written it says so on stderr once and goes on without a file.
/// Call once, from the main thread; messages may then come from any thread.
void startLog(const std::filesystem::path& folder, const std::string& program, bool verbose);

}  // namespace app
