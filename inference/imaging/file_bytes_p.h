#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace inference::imaging {

/// The first `limit` bytes of a file, or all of it where it is shorter.
/// Throws Error: FileMissing, FileEmpty, FileUnreadable (folders and devices too); OutOfMemory.
std::vector<std::uint8_t> readBytes(const std::filesystem::path& path, std::uint64_t limit);

/// Size of a regular file in bytes. Throws as readBytes().
std::uint64_t fileSize(const std::filesystem::path& path);

}  // namespace inference::imaging
