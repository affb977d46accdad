#pragma once

#include "app/inspect/arguments.h"
#include "pipeline/dataset_evaluation.h"
#include "pipeline/model_bundle.h"

#include <stop_token>

namespace app {

/// What `vcp-inspect eval` was asked to do, checked as far as it can be without the model.
struct EvalRequest {
    inference::pipeline::ModelBundle model;
    std::optional<inference::pipeline::ModelBundle> other;  ///< to compare with
    inference::datasets::Dataset dataset;                   ///< the products asked for, and problems that may concern the split
    std::string sign;                                       ///< what told the layout; empty where it was given
    std::vector<inference::datasets::Layout> alsoFits;
    inference::datasets::Split split = inference::datasets::Split::Test;
    bool streaming = false;
    std::optional<double> alpha;  ///< instead of each model's own
    std::optional<double> sigma;
    bool baseline = false;        ///< learned from each product's good training images
    bool scoredByRecipe = false;  ///< images by each model's own rule instead of the published score
    std::filesystem::path json, csv, curves, report;  ///< empty: not wanted
    bool quiet = false;

    /// How the data set goes through `bundle`.
    inference::pipeline::EvaluationRequest evaluationWith(const inference::pipeline::ModelBundle& bundle) const;
};

std::vector<Option> evalOptions();

/// Reads the data set too. Throws UsageError; inference::Error for a model or data set that cannot be used and files that cannot
/// be written; Cancelled.
EvalRequest evalRequestOf(const Arguments& arguments, const std::stop_token& stop);

}  // namespace app
