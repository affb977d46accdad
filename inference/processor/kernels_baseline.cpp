// Vectors of 16 bytes, which every compiler of every processor knows; on x86-64 SSE2.
#define KERNEL_NAMESPACE baseline
#define KERNEL_BYTES 16
#define KERNEL_ROWS 4
#define KERNEL_VECTORS 3
#define KERNEL_PAIRS 0
#define KERNEL_GROUP 1
#define KERNEL_MULTIPLY "processor/kernel_multiply.h"
#include "processor/kernel_body.h"
#include "processor/kernel_sets.h"

namespace inference::processor {

constinit const Kernels baselineKernels = baseline::table<false>("baseline");
constinit const Kernels baselineWidenedKernels = baseline::table<true>("baseline");

}  // namespace inference::processor
