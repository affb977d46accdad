#pragma once

#include "weights/tensor_table.h"
#include "weights/weight_file.h"

namespace inference::weights {

struct TorchArchive {
    Container container = Container::TorchZip;
    TensorMap tensors;
};

/// Reads a zip as torch.save (PyTorch >= 1.6) or torch.jit.save writes it: <root>/data.pkl and <root>/data/<key>; the
/// root's name is free. TorchScript code and constants are not looked at. Views point into `file`.
/// Throws what ZipDirectory, pickle::read and collectTensors throw; WeightsUnknownFormat when it holds no data.pkl.
TorchArchive readTorchArchive(std::span<const std::byte> file);

/// Reads what torch.save wrote before PyTorch 1.6: pickles of a magic number, protocol 1001, the writing system, the
/// object and the storages' keys, then each storage as a count of elements and their bytes.
/// Throws what pickle::read and collectTensors throw; WeightsUnknownFormat when the magic number is another;
/// WeightsTruncated when the file ends inside a storage.
TensorMap readTorchLegacy(std::span<const std::byte> file);

/// Reads a safetensors file (8 bytes length of the header, JSON header, data). Throws WeightsTruncated, WeightsCorrupt,
/// and TensorType for a type that is not one of DType.
TensorMap readSafetensors(std::span<const std::byte> file);

}  // namespace inference::weights
