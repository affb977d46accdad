#pragma once

#include "app/inspect/arguments.h"

#include <stop_token>

namespace app {

/// `vcp-inspect model`: what a weight file or a bundle holds, as text or JSON on stdout; a sentence on stderr for each thing
/// that is wrong with it. JSON: {"format": "vcp-model-facts", "version": 1, "usable", "files": [{"path", "family" ("CLIP",
/// "VCP-CLIP" or null), "naming" (CLIP only), "container", "shape": {...}, "tensors", "types": {name: number},
/// "parameters", "bytes", "sha256", "problem": null or {"code", "sentence"}}], "bundle": null or {"name", "image_size",
/// "layers", "alpha", "sigma"}, "problems": [{"code", "sentence"} of the bundle as a whole]}.
std::vector<Option> modelCommandOptions();
QString modelUsage();

/// Returns an ExitCode: exitUnusable when anything is wrong. Throws UsageError, Cancelled; inference::Error for a bundle whose
/// model.json cannot be read.
int modelCommand(const Arguments& arguments, std::stop_token stop);

}  // namespace app
