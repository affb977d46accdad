#pragma once

#include "core/defect.h"
#include "core/error.h"
#include "core/judgement.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

namespace app {

/// Objects keep the order in which a person reads them.
using Json = nlohmann::ordered_json;
/// For dump(): names of files may be no UTF-8.
inline constexpr auto replaceBadUtf8 = Json::error_handler_t::replace;

/// A defect as every JSON file of ours holds it: the keys stand in results_json.h.
Json defectJson(const inference::Defect& defect);

/// ["too_dark", ...]: what a recipe's gate says of a picture.
Json faultsJson(const std::vector<inference::PictureFault>& faults);

/// null, or {"code", "sentence"}.
Json errorJson(const std::optional<inference::Error>& error);

}  // namespace app
