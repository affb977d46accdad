#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string_view>

namespace inference::weights {

/// The entries of a zip file (APPNOTE 6.3, zip64 included), read from its central directory and checked against the local
/// headers: each lies inside the file and before the directory, none overlap, no name occurs twice, none is encrypted.
/// Names and data are views of the file's bytes, which must outlive this. Any thread.
class ZipDirectory {
public:
    struct Entry {
        std::span<const std::byte> data;  ///< as it lies in the file
        bool stored = true;               ///< false: compressed, `data` is of no use
    };

    /// Throws Error(WeightsTruncated) when the end record is missing (the greatest number of bytes that can be said to be
    /// needed is the file's own and an end record), Error(WeightsCorrupt) otherwise.
    explicit ZipDirectory(std::span<const std::byte> file);

    const std::map<std::string_view, Entry>& entries() const { return m_entries; }
    bool contains(std::string_view name) const { return m_entries.find(name) != m_entries.end(); }
    /// Data of a stored entry. Throws Error(WeightsCorrupt) when there is none, Error(WeightsCompressed, {name}).
    std::span<const std::byte> stored(std::string_view name) const;

private:
    std::map<std::string_view, Entry> m_entries;
};

}  // namespace inference::weights
