#pragma once

#include "app/common/results_json.h"
#include "app/serve/part_service.h"

#include <QString>

#include <string>

namespace app {

/// What a service says of itself besides its parts.
struct ServedFacts {
    ResultModel model {};
    std::string modelSha256 {};  ///< of the model as recipes name it
    std::chrono::system_clock::time_point since {};
};

/// {"format": "vcp-part", "version": 1, "number", "utc", "file", ... as one of the "images" of results.json, without "maps" ..., "recipe", "recipe_sha256",
/// "model_sha256"}: the verdict of one part.
std::string partText(const ServedPart& part, const ServedFacts& facts);

/// {"format": "vcp-serve", "version": 1, "program", "since", "model": as in results.json, "recipes": [{"name", "sha256"}], "inside", "most_inside",
/// "judged", "failed", "turned_away"}
std::string statusText(const PartService& service, const ServedFacts& facts, std::size_t mostInside);

/// {"format": "vcp-error", "version": 1, "error": {"code", "sentence"}}: why there is no answer.
std::string problemText(const std::string& code, const QString& sentence);

}  // namespace app
