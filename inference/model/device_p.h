#pragma once

#include "model/torch_p.h"

#include <string>
#include <vector>

namespace inference::model {

/// auto, cpu, cuda, cuda:N. Throws Error(DeviceUnavailable).
at::Device chooseDevice(const std::string& name);

/// float32 is float32: cards from Ampere on multiply with 10 bits of mantissa (TF32) unless told not to, and cuDNN's own
/// default is to. For the whole process.
void requireFullFloat32();

/// Names of the cards, by index; "cuda:N" where this LibTorch's headers cannot tell.
std::vector<std::string> cudaDeviceNames();

}  // namespace inference::model
