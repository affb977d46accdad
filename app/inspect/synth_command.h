#pragma once

#include "app/inspect/arguments.h"

#include <stop_token>

namespace app {

/// `vcp-inspect synth`: drawn parts with exact masks in MVTec AD's layout.
std::vector<Option> synthOptions();
QString synthUsage();

/// Returns an ExitCode: exitInterrupted when stopped. Throws UsageError; inference::Error for what the disk refuses.
int synthCommand(const Arguments& arguments, std::stop_token stop);

}  // namespace app
