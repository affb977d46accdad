#pragma once

#include "app/report/gauge_answer.h"

#include <string>

namespace app {

/// All values of a study for a statistics program: a line for each picture in it, by part and appraiser, under a line of names. RFC 4180, UTF-8, decimal points; verdict is
/// "pass", "review" or "fail"; scores 0..1; px2 and mm2 are pixels and millimetres squared, the latter empty without calibration. Any thread.
std::string gaugeCsv(const GaugeAnswer& answer);

}  // namespace app
