// Compiled for AVX2 and FMA.
#define KERNEL_NAMESPACE avx2
#define KERNEL_BYTES 32
#define KERNEL_ROWS 4
#define KERNEL_VECTORS 3
#define KERNEL_PAIRS 0
#define KERNEL_GROUP 1
#define KERNEL_MULTIPLY "processor/kernel_multiply.h"
#include "processor/kernel_body.h"
#include "processor/kernel_sets.h"

namespace inference::processor {

constinit const Kernels avx2Kernels = avx2::table<false>("avx2");
constinit const Kernels avx2WidenedKernels = avx2::table<true>("avx2");

}  // namespace inference::processor
