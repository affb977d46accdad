#pragma once

#include "app/inspect/arguments.h"

#include <stop_token>

namespace app {

/// `vcp-inspect bench`: how fast a model is on this computer, and by what measure. One JSON object:
/// {"format": "vcp-bench", "version": 1, "program", "model", "device", "device_name", "precision", "libtorch", "threads", "image_size",
///  "load_seconds", "operations_per_image", "product_gflops": the best rate of a matrix product here, "batch", "seconds_per_image", "images_per_second",
///  "gflops", "share_of_product_rate", "stages": {decode, prepare, upload, vision, text, heads, download, judge: seconds an image},
///  "peak_memory_mb", "device_peak_memory_mb", "graphs", "no_graphs": why there are no more or null,
///  "runs": [as from "batch" to "device_peak_memory_mb" for each batch size, with "seconds_alone" of one batch from bytes to evidence; or
///  {"batch", "error": {"code", "sentence"}} where memory ran out], "self_test": null or {"images", "greatest", "mean", "tolerance", "holds"}}.
/// What stands outside of "runs" is of the batch size that was fastest for an image.
std::vector<Option> benchOptions();
QString benchUsage();

/// Returns an ExitCode. Throws UsageError; inference::Error for a model that can't be used or a file that can't be written; Cancelled.
int benchCommand(const Arguments& arguments, std::stop_token stop);

}  // namespace app
