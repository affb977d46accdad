#pragma once

#include "app/common/result_row.h"

#include <string>
#include <string_view>

namespace app {

/// Header and line of results.csv, one line per image. Areas in image pixels squared, times in milliseconds; a row that
/// failed has its reason in the program's language, and no numbers.
inline constexpr std::string_view resultsCsvHeader = "file,verdict,score,defects,largest_defect_px,width,height,milliseconds,error";
std::string resultsCsvLine(const ResultRow& row);

}  // namespace app
