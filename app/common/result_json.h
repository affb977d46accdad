#pragma once

#include "app/common/json_parts.h"
#include "app/common/result_row.h"
#include "app/common/results_json.h"

namespace app {

/// One of the "images" of results.json, without "maps".
Json imageJson(const ResultRow& row);

/// Its "model".
Json modelJson(const ResultModel& model);

}  // namespace app
