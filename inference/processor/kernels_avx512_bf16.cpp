// Compiled for AVX-512 with bf16 products.
#include <immintrin.h>

#define KERNEL_NAMESPACE avx512_bf16
#define KERNEL_BYTES 64
#define KERNEL_ROWS 8
#define KERNEL_VECTORS 3
#define KERNEL_PAIRS 1
#define KERNEL_GROUP 1
#define KERNEL_MULTIPLY "processor/kernel_multiply_pairs.h"
#include "processor/kernel_body.h"
#include "processor/kernel_sets.h"

namespace inference::processor {

constinit const Kernels avx512BrainKernels = avx512_bf16::table<false>("avx512-bf16");

}  // namespace inference::processor
