#pragma once

#include "model/torch_p.h"

#include <string>
#include <vector>

namespace inference::model {

/// auto, cpu, cuda, cuda:N. Throws Error(DeviceUnavailable).
at::Device chooseDevice(const std::string& name);

/// Whether cards from Ampere on may multiply float32 with 10 bits of mantissa (TF32), which is cuDNN's own default; not allowed,
/// float32 is float32. For the whole process: whoever loads a model last decides.
void setTensorFloat(bool allowed);

/// Names of the cards, by index; "cuda:N" where this LibTorch's headers cannot tell.
std::vector<std::string> cudaDeviceNames();

}  // namespace inference::model
