#pragma once

#include "app/inspect/arguments.h"

#include <stop_token>

namespace app {

QString trainUsage();

/// `vcp-inspect train`. Returns the exit code. Throws UsageError, inference::Error.
int trainCommand(const Arguments& arguments, std::stop_token stop);

}  // namespace app
