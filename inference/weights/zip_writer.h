#pragma once

#include "weights/atomic_file.h"

#include <cstdint>
#include <functional>
#include <string>

namespace inference::weights {

/// Writes a zip of stored entries whose data begins on multiples of 64 bytes, as PyTorch's readers want it.
/// Below 4 GiB in all; beyond, Error(WriteFailed).
class ZipWriter {
public:
    using Take = std::function<void(std::span<const std::byte>)>;
    /// Hands out the data of an entry, piece by piece; is called twice.
    using Produce = std::function<void(const Take&)>;

    explicit ZipWriter(AtomicFile& file)
        : m_file(file)
    {
    }

    void add(const std::string& name, const Produce& data);
    void add(const std::string& name, std::string_view data);
    /// The central directory. The last call.
    void finish();

private:
    AtomicFile& m_file;
    std::string m_directory;
    std::uint16_t m_count = 0;
};

}  // namespace inference::weights
