#pragma once

#include <string>
#include <vector>

namespace inference::model {

/// What LibTorch found on this machine.
struct Machine {
    std::string torchVersion;
    std::vector<std::string> cudaDevices;  ///< names, by index; empty without CUDA
    std::string blasLibrary;               ///< file that provides sgemm_; empty when LibTorch carries its own
    bool referenceBlas = false;            ///< the slow one: tens of times slower, worth telling the person
    int threads = 0;                       ///< used by LibTorch on the CPU
};

/// Sets LibTorch's thread count to the cores this process may use (its own default can come out as 1) and reports.
/// Call once before the first model; any thread.
Machine prepareMachine();

}  // namespace inference::model
