#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>

namespace inference::pipeline {

/// SHA-256 of a file's bytes, 64 lower-case hex digits. Reads in blocks of 1 MB.
/// `block` gets every block as it is read, so that progress is shown and a copy is made of exactly the bytes hashed.
/// Throws Error(FileMissing, FileUnreadable), Cancelled, and what `block` throws. A pipe, device or folder is unreadable.
std::string sha256OfFile(const std::filesystem::path& path, std::stop_token stop = {},
                         const std::function<void(std::span<const char>)>& block = {});

/// SHA-256 of bytes in memory.
std::string sha256Of(std::string_view bytes);

}  // namespace inference::pipeline
