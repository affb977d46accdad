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

/// {"found", "match", "shift_x_px", "shift_y_px", "turn_deg", "middle_x", "middle_y"}: where a part lies, as in inference::Placement; null: nobody asked.
Json placementJson(const std::optional<inference::Placement>& placement);

/// ["too_dark", ...]: what a recipe's gate and anchor say of a picture.
Json faultsJson(const std::vector<inference::PictureFault>& faults);

/// null, or {"code", "sentence"}.
Json errorJson(const std::optional<inference::Error>& error);

}  // namespace app
