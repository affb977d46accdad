#pragma once

#include "weights/pickle_reader.h"

#include <functional>
#include <map>
#include <string>

namespace inference::weights {

using TensorMap = std::map<std::string, TensorView, std::less<>>;

/// Bytes of a storage, found by the container. At least elements * byteSize(dtype) long, or it throws.
using StorageBytes = std::function<std::span<const std::byte>(const pickle::Storage&)>;

/// Elements of a shape. Throws Error(WeightsCorrupt, {place}) when a size is negative or the product leaves 63 bits.
std::int64_t checkedElements(std::span<const std::int64_t> shape, std::string_view place);

/// Every tensor of the document's dictionaries and objects under its path ("New_Lan_Embed.prompt_query"), as a view whose
/// last element lies inside its storage and which has no more elements than its storage. Keys that are no texts and
/// values that are no tensors are skipped. Throws Error(WeightsCorrupt), also for dictionaries nested too deeply or in a
/// ring, and what `storageBytes` throws.
TensorMap collectTensors(const pickle::Document& document, const StorageBytes& storageBytes);

/// Refuses a table whose tensors, shared storages counted each time, make up more than 8 times the file: a few bytes of
/// pickle must not ask a reader for endless memory.
void checkTotal(const TensorMap& tensors, std::size_t fileSize);

}  // namespace inference::weights
