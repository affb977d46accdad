#define KERNEL_EMULATED
#define KERNEL_NAMESPACE emulated_tiles
#define KERNEL_BYTES 64
#define KERNEL_ROWS 32
#define KERNEL_VECTORS 2
#define KERNEL_PAIRS 1
#define KERNEL_GROUP 16
#define KERNEL_MULTIPLY "processor/kernel_multiply_tiles.h"
#include "processor/kernel_body.h"

#include "emulated_kernels.h"

namespace inference::processor {

constinit const Kernels emulatedTileKernels = emulated_tiles::table<false>("emulated tiles");

}  // namespace inference::processor
