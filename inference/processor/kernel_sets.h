#pragma once

#include "processor/kernels.h"

namespace inference::processor {

/// Every set that this processor runs, one after the other and slower ones first; null behind the last. To compare them.
const Kernels* kernelsAt(int index);

// Only those that were compiled for this kind of processor are defined.
extern const Kernels baselineKernels, baselineWidenedKernels;
extern const Kernels avx2Kernels, avx2WidenedKernels;
extern const Kernels avx512Kernels, avx512WidenedKernels;
extern const Kernels avx512BrainKernels;
extern const Kernels amxKernels;

}  // namespace inference::processor
