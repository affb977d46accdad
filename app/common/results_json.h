#pragma once

#include "app/common/result_row.h"
#include "core/recipe.h"
#include "pipeline/self_test.h"

#include <filesystem>
#include <string>
#include <vector>

namespace inference::pipeline {
struct LoadedModel;
}

namespace app {

/// What results say of the model that made them.
struct ResultModel {
    std::string name;
    std::string clipSha256;
    std::string vcpSha256;
    int imageSize = 0;
    std::vector<int> layers;
    std::string device;
    std::string precision;
    std::optional<inference::pipeline::SelfTest> selfTest = std::nullopt;
};

ResultModel resultModel(const inference::pipeline::LoadedModel& model);

/// Gathers the rows of a run and writes them as results.json:
/// {"format": "vcp-results", "version": 1, "program", "complete", "model": {"name", "clip_sha256", "vcp_sha256",
///  "image_size", "layers", "device", "precision", "self_test": null or {"images", "greatest", "mean", "tolerance", "holds"}}, "recipe": {as in a recipe file}, "images": [{"file", "verdict", "score",
///  "defects": [{"verdict", "area_px", "x", "y", "width", "height", "centroid_x", "centroid_y", "peak", "mean", "length",
///  "feret_width", "contrast", "zone": index into the recipe's zones or null}], "width", "height", "milliseconds": {"decode", "prepare", "infer"}, "error": null or {"code", "sentence"},
///  "maps": {"map", "pre", "post", "overlay", "mask", "labelme"}}]}
/// An image that failed has null for score, width, height and milliseconds and no defects; "maps" names only what was written,
/// relative to the folder of results.json. "complete" is false when the run was stopped before its last image.
class ResultsJson {
public:
    void add(const ResultRow& row);

    /// Beside and renamed over; nothing is left of one that can't be written. Throws inference::Error(WriteFailed).
    void write(const std::filesystem::path& path, const ResultModel& model, const inference::Recipe& recipe, bool complete) const;

    /// The text that write() writes.
    std::string text(const ResultModel& model, const inference::Recipe& recipe, bool complete) const;

private:
    std::string m_images;  ///< objects, comma-separated: far smaller than parsed JSON in a long run
};

}  // namespace app
