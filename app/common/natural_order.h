#pragma once

#include <filesystem>
#include <vector>

namespace app {

/// The order in which a person counts: folder by folder, runs of digits by their value ("part2" before "part10"), the rest
/// without regard to case; equal ones by their bytes. A strict weak ordering, the same in every locale.
bool naturalLess(const std::filesystem::path& left, const std::filesystem::path& right);

/// Sorts names of one folder (single components) in that order; quick with 100,000 of them.
void sortNaturally(std::vector<std::filesystem::path>& names);

}  // namespace app
