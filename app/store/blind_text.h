#pragma once

#include "app/store/review_state.h"

#include <QString>

namespace app {

/// "Anna: fail, Ben: pass": what was said of a part in blind reviews, in the person's language; empty: nothing. Any thread.
QString blindText(const std::vector<BlindVerdict>& blind);

}  // namespace app
