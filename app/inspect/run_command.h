#pragma once

#include "app/inspect/arguments.h"

#include <stop_token>

namespace app {

/// `vcp-inspect run`: images and folders -> results.csv, defects.csv, results.json and, asked for, maps and overlays.
std::vector<Option> runOptions();
QString runUsage();

/// Returns an ExitCode. Throws UsageError; inference::Error for a model, recipe or folder that cannot be used; Cancelled
/// when stopped before the first image.
int runCommand(const Arguments& arguments, std::stop_token stop);

}  // namespace app
