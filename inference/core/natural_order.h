#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace inference {

/// ASCII letters small; everything else as it is.
std::string lowered(std::string text);

/// Bytes that compare as a person counts: runs of digits by their value, ASCII letters without regard to case.
std::string naturalKey(const std::string& name);

/// Sorts names of one folder as a person counts: runs of digits by their value, ASCII letters without regard to case, equal ones
/// by their bytes.
void sortNaturally(std::vector<std::filesystem::path>& names);

}  // namespace inference
