#pragma once

#include "model/vcp_clip.h"

#include <filesystem>
#include <string>
#include <vector>

namespace golden {

/// One comparison with the reference: the greatest absolute difference and what it is measured against.
struct Figure {
    std::string name;
    double greatestDifference = 0;
    double scale = 1;      ///< greatest absolute value of the expected tensor for intermediates, 1 for maps
    double tolerance = 0;  ///< allowed greatestDifference / scale
    bool passes() const { return greatestDifference <= tolerance * scale; }
};

struct Case {
    int imageSize = 0;
    std::vector<int> layers;
    std::vector<std::string> images;
};

/// golden.json of a folder written by the oracle.
Case readCase(const std::filesystem::path& folder);

/// A tensor of golden.safetensors as float32.
inference::model::TracedArray readExpected(const std::filesystem::path& folder, const std::string& name);

/// Loads the given weights with the case's size and layers.
std::unique_ptr<inference::model::VcpClip> loadModel(const std::filesystem::path& clip, const std::filesystem::path& vcp,
                                                     const Case& which, const std::string& device,
                                                     const std::string& precision = "fp32");

/// What may differ: intermediates relative to their greatest value, maps on their scale of 0..1 (of one layer and branch, then the means over
/// layers and the final map), a batch from single images likewise.
struct Tolerances {
    double intermediates = 1e-4;
    double layerMaps = 1e-4;
    double maps = 1e-4;
    double batch = 1e-5;
};
/// bf16 keeps 8 bits of a number, fp16 11.
Tolerances tolerancesOf(const std::string& precision);
/// Every intermediate, both branch maps per layer and on average, and the blended smoothed map against golden.safetensors;
/// then the batch against single images ("batch"). Starts from the stored preprocessed pixels.
std::vector<Figure> compare(inference::model::VcpClip& model, const std::filesystem::path& folder, const Tolerances& tolerances);

}  // namespace golden
