#pragma once

#include "app/inspect/arguments.h"

#include <stop_token>

namespace app {

QString evalUsage();

/// `vcp-inspect eval`: the published metrics of a data set with masks. Files appear after the last image, whole or not at all, and before
/// a second model is run. Returns an ExitCode: exitInputUnreadable when an image or mask could not be read. Throws UsageError;
/// inference::Error for a model or data set that cannot be used and for what the disk refuses.
int evalCommand(const Arguments& arguments, std::stop_token stop);

}  // namespace app
