// Compiled for AVX-512 and AMX with bf16 tiles.
#include <immintrin.h>

#define KERNEL_NAMESPACE amx
#define KERNEL_BYTES 64
#define KERNEL_ROWS 32
#define KERNEL_VECTORS 2
#define KERNEL_PAIRS 1
#define KERNEL_GROUP 16
#define KERNEL_MULTIPLY "processor/kernel_multiply_tiles.h"
#include "processor/kernel_body.h"
#include "processor/kernel_sets.h"

namespace inference::processor {

constinit const Kernels amxKernels = amx::table<false>("amx");

}  // namespace inference::processor
