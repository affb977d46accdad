#pragma once

#include "training/datasets/dataset.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace inference::pipeline {

/// What weights were trained on: {"datasets": [names], "images": [SHA-256 of each file]}. Under the key "trained_on" of a bundle's
/// model.json, or a file of its own.
struct TrainedOn {
    std::vector<std::string> datasets;  ///< as they call themselves: "VisA"
    std::vector<std::string> images;    ///< 64 lower-case hex digits each; none where only names are known
    bool empty() const { return datasets.empty() && images.empty(); }
    friend bool operator==(const TrainedOn&, const TrainedOn&) = default;
};

/// A file that holds such an object. Throws Error: FileMissing, FileUnreadable, BundleInvalid naming the key.
TrainedOn readTrainedOn(const std::filesystem::path& path);

/// Beside and renamed. Throws Error(WriteFailed).
void writeTrainedOn(const std::filesystem::path& path, const TrainedOn& trainedOn);

/// As many hashes as a JSON file takes (json_fields_p.h).
inline constexpr std::size_t greatestImageRecord = 200'000;

/// Both as one, each name and hash once, those of `first` first. Of more than greatestImageRecord hashes the rest is left out. Pure.
TrainedOn joined(TrainedOn first, const TrainedOn& second);

/// The record of a data set: its name and the hash of every image, each once. Hashes all files; unreadable ones are left out.
/// Throws Cancelled. Blocking; any thread.
TrainedOn recordOf(const datasets::Dataset& dataset, const std::stop_token& stop = {});

/// What of a data set the weights have seen: figures on it are no zero-shot figures.
struct SeenInTraining {
    std::vector<std::string> names;             ///< names in the record that mean this data set
    std::vector<std::filesystem::path> images;  ///< images of the data set whose bytes are in the record
    std::vector<std::filesystem::path> unread;  ///< images that could not be compared
    bool any() const { return !names.empty() || !images.empty(); }
};

/// Compares by name (whatever the case and punctuation, common other names included: "MVTec", "mvtec_ad") and, where the record holds
/// hashes, by the bytes of every image. Without hashes nothing is read. Throws Cancelled. Blocking; any thread.
SeenInTraining seenInTraining(const TrainedOn& trainedOn, const datasets::Dataset& dataset, const std::stop_token& stop = {});

}  // namespace inference::pipeline
