#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace inference::datasets {

inline constexpr std::uint64_t greatestTextBytes = 64 << 20;

/// A whole text file, its byte order mark left out. Throws Error: FileMissing, FileUnreadable (what is no regular file too), DatasetInvalid
/// for more than `greatest` bytes.
std::string readText(const std::filesystem::path& path, std::uint64_t greatest = greatestTextBytes);

}  // namespace inference::datasets
