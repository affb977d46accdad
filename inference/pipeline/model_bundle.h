#pragma once

#include "core/recipe.h"
#include "model/options.h"
#include "pipeline/trained_on.h"

#include <filesystem>
#include <map>
#include <string>

namespace inference::pipeline {

/// Which files make a model and how it is meant to be run: model.json of a bundle folder, or the defaults of the published
/// ViT-L/14-336 for two weight files without one.
struct ModelBundle {
    std::filesystem::path folder;  ///< empty without a bundle
    std::string name;              ///< of a bundle without one the folder's
    std::filesystem::path clip;    ///< absolute or relative to the current folder
    std::filesystem::path vcp;
    model::ModelOptions options;   ///< image size, layers, prompts, mean and std; device and precision are the caller's
    Recipe recipe;                 ///< alpha, sigma, score rule and limits that suit the model
    std::map<std::string, std::string> sha256;  ///< file name -> 64 hex digits, as model.json promises
    TrainedOn trainedOn;           ///< empty where model.json has no "trained_on"
};

/// What a folder is called however it is written: "o3/", "." and "o3/../o3" too; empty for the root.
std::string nameOfFolder(const std::filesystem::path& folder);

/// Reads `folder`/model.json. Files must lie inside the folder. Throws Error: FileMissing, FileUnreadable, BundleInvalid
/// naming the key; each names the file.
ModelBundle readBundle(const std::filesystem::path& folder);

/// Two weight files as they are; the name is that of the VCP file without its ending.
ModelBundle bundleOf(const std::filesystem::path& clip, const std::filesystem::path& vcp);

/// Writes `folder`/model.json for files that lie in the folder already (clip and vcp are written as names). Beside and
/// renamed. Throws Error(WriteFailed).
void writeBundle(const std::filesystem::path& folder, const ModelBundle& bundle);

}  // namespace inference::pipeline
