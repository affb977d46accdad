#include "model/device_p.h"

#include <torch/cuda.h>

// The card's name is known to ATen's CUDA headers only, which a CPU build of LibTorch has but cannot compile.
#ifdef WORKBENCH_TORCH_CUDA
#include <ATen/cuda/CUDAContext.h>
#endif

namespace inference::model {

std::vector<std::string> cudaDeviceNames()
{
    std::vector<std::string> names;
    if (!torch::cuda::is_available())
        return names;
    const auto count = int(torch::cuda::device_count());  // its type changes with LibTorch's version
    for (int i = 0; i < count; ++i) {
#ifdef WORKBENCH_TORCH_CUDA
        names.emplace_back(at::cuda::getDeviceProperties(c10::DeviceIndex(i))->name);
#else
        names.push_back("cuda:" + std::to_string(i));
#endif
    }
    return names;
}

}  // namespace inference::model
