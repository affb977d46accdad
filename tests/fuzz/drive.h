#pragma once

#include "core/error.h"
#include "weights/vcp_weights.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fuzz {

inline std::span<const std::byte> bytesOf(const std::uint8_t* data, std::size_t size)
{
    return std::as_bytes(std::span(data, size));
}

/// Runs `work`; an Error is a fair answer to any bytes, everything else is a finding.
template<typename Work>
void attempt(const Work& work)
{
    try {
        work();
    } catch (const inference::Error&) {
    }
}

/// Reads every tensor of a network.
inline void readAll(const inference::weights::WeightSet& tensors)
{
    for (const auto& [name, source] : tensors.sources()) {
        std::vector<float> values(static_cast<std::size_t>(tensors.elements(name)));
        attempt([&] { tensors.read(name, values); });
        if (source.shape.size() == 2) {
            values.resize(static_cast<std::size_t>(source.shape[1]));
            attempt([&] { tensors.readRow(name, source.shape[0] - 1, values); });
        }
    }
}

/// The way of a file through the program: open, copy every tensor, take it for a CLIP and for VCP-CLIP weights.
inline void openAsProgram(const std::uint8_t* data, std::size_t size)
{
    using namespace inference::weights;
    attempt([&] {
        const auto bytes = bytesOf(data, size);
        const auto file = WeightFile::fromBytes({bytes.begin(), bytes.end()}, "fuzz");
        for (const auto& [name, tensor] : file->tensors()) {
            std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
            attempt([&] { copyAsFloat(tensor, values); });
        }
        attempt([&] { readAll(ClipWeights::from(file).tensors); });
        attempt([&] { readAll(VcpWeights::from(file).tensors); });
    });
}

}  // namespace fuzz
