#pragma once

#include "training/training_run.h"

namespace inference::training {

/// training.json: how far a training has got. It is replaced as a whole after the files it names are written.
struct TrainingLog {
    std::string fingerprint;
    std::vector<EpochFigures> epochs;
    int best = 0;       ///< from 1; 0: none yet
    std::string state;  ///< name of the state's file
};

inline constexpr const char* trainingLogName = "training.json";

/// None where the folder has no training. Throws Error(FileUnreadable, TrainingInvalid).
std::optional<TrainingLog> readTrainingLog(const std::filesystem::path& folder);
/// Throws Error(WriteFailed).
void writeTrainingLog(const std::filesystem::path& folder, const TrainingLog& log);

}  // namespace inference::training
