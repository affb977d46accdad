#define KERNEL_EMULATED
#define KERNEL_NAMESPACE emulated_avx512
#define KERNEL_BYTES 64
#define KERNEL_ROWS 8
#define KERNEL_VECTORS 3
#define KERNEL_PAIRS 0
#define KERNEL_GROUP 1
#define KERNEL_MULTIPLY "processor/kernel_multiply.h"
#include "processor/kernel_body.h"

#include "emulated_kernels.h"

namespace inference::processor {

constinit const Kernels emulatedAvx512Kernels = emulated_avx512::table<false>("emulated avx512");

}  // namespace inference::processor
