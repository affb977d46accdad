#pragma once

#include "model/torch_p.h"

#include <string>
#include <vector>

namespace inference::model {

/// auto, cpu, cuda, cuda:N. Throws Error(DeviceUnavailable).
at::Device chooseDevice(const std::string& name);

/// Names of the cards, by index; "cuda:N" where this LibTorch's headers cannot tell.
std::vector<std::string> cudaDeviceNames();

}  // namespace inference::model
