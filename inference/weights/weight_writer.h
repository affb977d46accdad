#pragma once

#include "weights/tensor_view.h"

#include <filesystem>
#include <map>
#include <string>

namespace inference::weights {

using NamedTensors = std::map<std::string, TensorView, std::less<>>;

/// Written beside and renamed over: a reader never sees half a file. All throw Error(WriteFailed).
void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors);

/// As torch.save writes it (zip, protocol 2, entries stored and 64-byte aligned): a flat dictionary of tensors.
/// Python's torch.load reads it.
void writeTorchZip(const std::filesystem::path& path, const NamedTensors& tensors);

/// As torch.save wrote it before PyTorch 1.6 (_use_new_zipfile_serialization=False).
void writeTorchLegacy(const std::filesystem::path& path, const NamedTensors& tensors);

}  // namespace inference::weights
