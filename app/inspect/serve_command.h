#pragma once

#include "app/inspect/arguments.h"

#include <stop_token>

namespace app {

std::vector<Option> serveOptions();
QString serveUsage();

/// Throws UsageError, inference::Error, Cancelled.
int serveCommand(const Arguments& arguments, std::stop_token stop);

}  // namespace app
