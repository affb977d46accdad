#pragma once

#include "core/error.h"
#include "core/geometry.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace inference::pipeline {

using Json = nlohmann::json;

/// Parses a small JSON file (at most 16 MB). Throws Error(FileMissing, FileUnreadable) or `invalid` with the place.
Json readJson(const std::filesystem::path& path, ErrorCode invalid);

/// Writes beside, pushes it to the disk and renames over: whole or as it was, whatever is cut in between. Waits for the disk.
/// Throws Error(WriteFailed), also for more than readJson() takes and for text that isn't UTF-8.
void writeJson(const std::filesystem::path& path, const Json& json);

/// A number within bounds, or `fallback` when the key is absent. Throws Error(invalid, {key}).
double numberIn(const Json& object, const char* key, double fallback, double least, double greatest, ErrorCode invalid);

/// [width, height], whole numbers from 1 to 1e6. Throws Error(invalid, {place}), also where the key is absent.
Size sizeIn(const Json& object, const char* key, const char* place, ErrorCode invalid);

}  // namespace inference::pipeline
