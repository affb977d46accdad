#pragma once

#include "evaluation/mcnemar.h"
#include "pipeline/dataset_evaluation.h"

#include <QString>

namespace app {

/// McNemar's test over the images that both evaluations of one data set hold, each judged at its own model's limit of the greatest F1 for
/// its product; products in which either model has no such limit are left out.
inference::evaluation::McNemar compareVerdicts(const inference::pipeline::DatasetEvaluation& first, const inference::pipeline::DatasetEvaluation& second);

/// The same in one sentence.
QString comparisonSentence(const inference::evaluation::McNemar& test, const QString& first, const QString& second);

}  // namespace app
