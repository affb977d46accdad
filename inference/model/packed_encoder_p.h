#pragma once

#include "model/loader_p.h"
#include "model/precision.h"
#include "model/vision_encoder_p.h"
#include "processor/packed_tower.h"

namespace inference::model {

/// LibTorch's threads, as many as it uses now or fewer. Tasks go to whichever thread is free; thread 0 is the caller's.
processor::Runner torchRunner(int most = 1024);

/// The kernels of a precision on this processor.
const processor::Kernels& kernelsOf(Precision precision);

/// Tensors of one block, as float32 on the CPU -> packed.
processor::PackedBlock packBlock(const processor::Kernels& kernels, const Block& block, const processor::Runner& runner);

/// The tower of pictures on the processor over packed weights. Blocks are read and packed beside each other, one matrix at a time each, so
/// that the tower never exists unpacked. Batch and number of threads change nothing in a token's arithmetic. Throws what the Loader throws.
std::unique_ptr<VisionEncoder> makePackedEncoder(const Loader& clip, const weights::ClipShape& shape, int grid, Precision precision);

}  // namespace inference::model
