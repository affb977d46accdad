#include "model/device.h"

#include "model/device_p.h"

#include "core/error.h"

#include <torch/cuda.h>

#include <dlfcn.h>
#include <sched.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <thread>

namespace inference::model {
namespace {

int coresOfThisProcess()
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return std::max(1, CPU_COUNT(&set));
    return std::max(1u, std::thread::hardware_concurrency());
}

/// The file behind the symbol that LibTorch's matrix products call; links resolved, because Debian's alternatives hide
/// which BLAS it is behind one name.
std::string blasLibrary()
{
    void* const symbol = dlsym(RTLD_DEFAULT, "sgemm_");
    Dl_info info {};
    if (!symbol || !dladdr(symbol, &info) || !info.dli_fname)
        return {};
    std::error_code error;
    const auto path = std::filesystem::canonical(info.dli_fname, error);
    return error ? std::string(info.dli_fname) : path.string();
}

}  // namespace

Machine prepareMachine()
{
    Machine machine;
    at::set_num_threads(coresOfThisProcess());
    machine.threads = at::get_num_threads();
    machine.torchVersion = TORCH_VERSION;
    machine.cudaDevices = cudaDeviceNames();
    machine.blasLibrary = blasLibrary();
    // Debian's reference BLAS lies in .../blas/libblas.so.3.x; every fast one brings a name of its own.
    machine.referenceBlas = machine.blasLibrary.find("/blas/libblas.so") != std::string::npos;
    return machine;
}

at::Device chooseDevice(const std::string& name)
{
    const auto cards = torch::cuda::is_available() ? torch::cuda::device_count() : 0;
    if (name == "cpu" || (name == "auto" && cards == 0))
        return at::Device(at::kCPU);
    if (name == "auto" || name == "cuda")
        return cards > 0 ? at::Device(at::kCUDA, 0) : throw Error(ErrorCode::DeviceUnavailable, {name});
    int index = -1;
    const std::string prefix = "cuda:";
    const char* const end = name.data() + name.size();
    if (!name.starts_with(prefix) || std::from_chars(name.data() + prefix.size(), end, index).ptr != end || index < 0 || index >= int(cards))
        throw Error(ErrorCode::DeviceUnavailable, {name});
    return at::Device(at::kCUDA, at::DeviceIndex(index));
}

void setTensorFloat(bool allowed)
{
    at::globalContext().setAllowTF32CuDNN(allowed);
    at::globalContext().setAllowTF32CuBLAS(allowed);
    // Products in half precision are summed in float32, also where several blocks of the card share one.
    at::globalContext().setAllowFP16ReductionCuBLAS(false);
#if TORCH_VERSION_MAJOR >= 2
    at::globalContext().setAllowBF16ReductionCuBLAS(false);
#endif
}

}  // namespace inference::model
