#pragma once

#include <filesystem>

namespace app {

class Database;

/// A copy of an SQLite file as it is at one moment, whoever writes to it meanwhile, compacted; the file itself is not changed. It is
/// written beside `to`, synced and renamed: `to` is whole, or what it was before. On the database's thread; blocks for as long as
/// the writing takes.
/// Throws inference::Error(WriteFailed) naming `to`, and what Database throws where the file itself cannot be read.
void copyDatabase(Database& database, const std::filesystem::path& to);

}  // namespace app
