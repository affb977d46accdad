#pragma once

#include "weights/tensor_view.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace inference::weights {

using NamedTensors = std::map<std::string, TensorView, std::less<>>;

/// Written beside, flushed to the disk and renamed over: a reader never sees half a file, and a failure leaves the old one.
/// Each tensor is written row-major in its own type. All throw Error(WriteFailed), Error(BadInput) for a name that is not
/// 1 to 500 printable ASCII characters.
void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors);

/// As torch.save writes it (zip, protocol 2, entries stored and 64-byte aligned), below 4 GiB: a dictionary of tensors.
/// Names that begin with one of `groups` and a dot go, less that, into a dictionary of the group's name: with
/// {"trainable_linearlayer", "New_Lan_Embed", "Zero_try"} the published VCP-CLIP loads the file.
/// Python's torch.load reads it.
void writeTorchZip(const std::filesystem::path& path, const NamedTensors& tensors, const std::vector<std::string>& groups = {});

/// As torch.save wrote it before PyTorch 1.6 (_use_new_zipfile_serialization=False).
void writeTorchLegacy(const std::filesystem::path& path, const NamedTensors& tensors,
                      const std::vector<std::string>& groups = {});

}  // namespace inference::weights
