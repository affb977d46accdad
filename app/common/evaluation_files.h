#pragma once

#include "pipeline/dataset_evaluation.h"

namespace app {

/// Where an evaluation is written; empty: not wanted.
struct EvaluationFiles {
    std::filesystem::path json;
    std::filesystem::path csv;
    std::filesystem::path curves;  ///< a folder that exists (curve_files.h)
};

/// Writes the figures as metrics_table.h has them, and the curves. `root` is the data set's. Each file is written beside and renamed.
/// Throws Error(WriteFailed). Blocking; any thread.
void writeEvaluation(const EvaluationFiles& files, const inference::pipeline::DatasetEvaluation& evaluation, const std::filesystem::path& root);

}  // namespace app
