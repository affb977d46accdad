#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

namespace inference::pipeline {

/// SHA-256 of a file's bytes, 64 lower-case hex digits. Reads in blocks of 1 MB.
/// Throws Error(FileMissing, FileUnreadable), Cancelled.
std::string sha256OfFile(const std::filesystem::path& path, std::stop_token stop = {});

/// SHA-256 of bytes in memory.
std::string sha256Of(std::string_view bytes);

}  // namespace inference::pipeline
