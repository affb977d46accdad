#pragma once

#include "app/inspect/arguments.h"
#include "app/inspect/train_data.h"
#include "pipeline/model_bundle.h"
#include "training/from_scratch.h"

namespace app {

/// What `vcp-inspect train` was asked to do.
struct TrainRequest {
    std::filesystem::path out;
    std::optional<inference::training::FromScratch> fromScratch;
    inference::pipeline::ModelBundle model;         ///< what the training begins with; from scratch only its options
    inference::training::TrainerOptions trainer;
    inference::training::TrainingPlan plan;
    std::optional<DataRequest> data;                ///< the data set to learn from; none: drawn examples
    std::size_t drawn = 0;                          ///< drawn examples an epoch
    inference::training::DrawnUse use;              ///< of each drawn picture
    std::size_t validation = 24;                    ///< drawn images of each product to judge it by
    std::uint64_t seed = 333;
    int bundleSize = 0;                             ///< image size that the bundle is used at
    bool checkOnly = false;                         ///< say what it would take, train nothing; `out` is empty
    bool jsonLines = false;                         ///< progress for programs, on stdout
};

std::vector<Option> trainOptions();

/// Throws UsageError, and inference::Error as chooseModel() does.
TrainRequest trainRequestOf(const Arguments& arguments);

/// Everything on which the numbers of a training hang; `data` is TrainingData::fingerprint, empty for drawn examples. Throws
/// inference::Error for weights that can't be read.
std::string fingerprintOf(const TrainRequest& request, const std::string& data);

}  // namespace app
