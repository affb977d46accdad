#pragma once

#include "app/inspect/arguments.h"

#include <stop_token>

namespace app {

std::vector<Option> verifyOptions();
QString verifyUsage();

/// Throws UsageError, inference::Error.
int verifyCommand(const Arguments& arguments, std::stop_token stop);

}  // namespace app
