#pragma once

#include "model/vision_p.h"

#include <memory>

namespace inference::model {

/// How the tower of pictures is computed, which is nearly all of an image's time: by LibTorch on any device, or in another form
/// of the same numbers. Owns its weights.
class VisionEncoder {
public:
    virtual ~VisionEncoder() = default;

    /// `pixels` [B, 3, S, S], normalised, float32, on the model's device; `layers` 1-based, ascending. The features are float32
    /// whatever the precision inside. One caller at a time. Throws Cancelled between blocks.
    virtual VisionFeatures encode(const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop) = 0;
};

/// The tower as LibTorch computes it, on the device where its tensors lie.
std::unique_ptr<VisionEncoder> makeTorchEncoder(VisionTower tower);
std::unique_ptr<VisionEncoder> makeTorchEncoder(HalfTower tower);

}  // namespace inference::model
