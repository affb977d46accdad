// Compiled for AVX-512 F, BW, DQ and VL.
#define KERNEL_NAMESPACE avx512
#define KERNEL_BYTES 64
#define KERNEL_ROWS 8
#define KERNEL_VECTORS 3
#define KERNEL_PAIRS 0
#define KERNEL_GROUP 1
#define KERNEL_MULTIPLY "processor/kernel_multiply.h"
#include "processor/kernel_body.h"
#include "processor/kernel_sets.h"

namespace inference::processor {

constinit const Kernels avx512Kernels = avx512::table<false>("avx512");
constinit const Kernels avx512WidenedKernels = avx512::table<true>("avx512");

}  // namespace inference::processor
