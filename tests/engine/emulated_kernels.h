#pragma once

#include "processor/kernels.h"

namespace inference::processor {

// The forms of the widest processors computed by any: what lies around their instructions is checked everywhere.
extern const Kernels emulatedAvx512Kernels;  ///< 8 rows, 48 columns, float32
extern const Kernels emulatedPairKernels;    ///< as AVX512_BF16
extern const Kernels emulatedTileKernels;    ///< as AMX

}  // namespace inference::processor
