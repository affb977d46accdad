#pragma once

#include "model/loader_p.h"
#include "model/precision.h"
#include "model/vision_encoder_p.h"
#include "processor/packed_tower.h"

namespace inference::model {

/// LibTorch's threads, as many as it uses now. Tasks go to whichever thread is free.
processor::Runner torchRunner();

/// The kernels of a precision on this processor.
const processor::Kernels& kernelsOf(Precision precision);

/// Tensors of one block, as float32 on the CPU -> packed.
processor::PackedBlock packBlock(const processor::Kernels& kernels, const Block& block, const processor::Runner& runner);

/// The tower of pictures on the processor over packed weights. Reads `clip` (whose tensors are on the CPU) block by block, so that no
/// more than one block exists unpacked. Batch and number of threads change nothing in a token's arithmetic.
std::unique_ptr<VisionEncoder> makePackedEncoder(const TensorSource& clip, const weights::ClipShape& shape, int grid, Precision precision);

}  // namespace inference::model
