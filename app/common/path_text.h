#pragma once

#include <QString>

#include <filesystem>
#include <string>

namespace app {

/// A path as text for people and files of ours: valid UTF-8, bytes that are none become U+FFFD. Not for opening files.
QString pathText(const std::filesystem::path& path);
std::string pathUtf8(const std::filesystem::path& path);

/// A path that Qt gave us, in the system's spelling.
std::filesystem::path toPath(const QString& path);

}  // namespace app
