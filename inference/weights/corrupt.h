#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inference::weights {

/// Text out of a file, made fit for a message: printable ASCII, at most 200 characters.
std::string printable(std::string_view text);

/// Throws Error(WeightsCorrupt, {place}).
[[noreturn]] void throwCorrupt(std::string_view place);

/// Throws Error(WeightsTruncated, {needed, there}).
[[noreturn]] void throwTruncated(std::size_t needed, std::size_t there);

/// Throws WeightsCorrupt unless `name` is 1 to 500 printable ASCII characters. Names go into messages, logs and JSON.
void checkTensorName(std::string_view name);

}  // namespace inference::weights
