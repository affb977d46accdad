#pragma once

#include "core/error.h"
#include "weights/vcp_weights.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace app {

/// What a weight file holds. `clip` or `vcp` is set when it can be used as that; neither when `problem` says why not.
struct WeightFacts {
    std::filesystem::path path;
    std::optional<inference::weights::Container> container;  ///< unset when the file could not be opened
    std::optional<inference::weights::ClipWeights> clip;
    std::optional<inference::weights::VcpWeights> vcp;
    std::optional<inference::Error> problem;
    std::map<std::string, int> types;  ///< dtype name -> number of tensors in the file
    std::size_t tensors = 0;           ///< in the file
    std::int64_t parameters = 0;       ///< elements of the tensors that the model uses; of all when it is no usable model
    std::uintmax_t bytes = 0;
    std::string sha256;                ///< empty when the file could not be read
};

/// Looks at a file as CLIP weights, then as VCP-CLIP weights. Errors land in `problem`. Throws Cancelled.
WeightFacts lookAt(const std::filesystem::path& path, std::stop_token stop);

/// "CLIP", "VCP-CLIP"; empty when the file is neither. Names of containers and namings likewise; not translated.
std::string familyName(const WeightFacts& facts);
std::string containerName(inference::weights::Container container);
std::string namingName(inference::weights::ClipNaming naming);

}  // namespace app
