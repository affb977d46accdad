#pragma once

#include <filesystem>

namespace app {

/// A copy of an SQLite file as it is at one moment, whoever writes to it meanwhile, compacted; the file read is not changed. Beside
/// and renamed over `to`, which is whole or not there. Blocking; any thread.
/// Throws inference::Error: FileMissing, FileUnreadable, HistoryDamaged naming `from`; WriteFailed naming `to`.
void copyHistory(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace app
