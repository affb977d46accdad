#define KERNEL_EMULATED
#define KERNEL_NAMESPACE emulated_pairs
#define KERNEL_BYTES 64
#define KERNEL_ROWS 8
#define KERNEL_VECTORS 3
#define KERNEL_PAIRS 1
#define KERNEL_GROUP 1
#define KERNEL_MULTIPLY "processor/kernel_multiply_pairs.h"
#include "processor/kernel_body.h"

#include "emulated_kernels.h"

namespace inference::processor {

constinit const Kernels emulatedPairKernels = emulated_pairs::table<false>("emulated pairs");

}  // namespace inference::processor
