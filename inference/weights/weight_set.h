#pragma once

#include "weights/weight_file.h"

#include <functional>
#include <span>
#include <string_view>

namespace inference::weights {

/// The tensors of one network under their canonical names, whatever names and layouts the file uses.
class WeightSet {
public:
    /// A canonical tensor as found in a file: parts joined along the first dimension (Hugging Face splits q, k, v),
    /// each transposed first when `transposed` (2-D only).
    struct Source {
        std::vector<TensorView> parts;
        bool transposed = false;
        std::vector<std::int64_t> shape;  ///< canonical
    };

    WeightSet() = default;
    WeightSet(std::shared_ptr<const WeightFile> file, std::map<std::string, Source, std::less<>> sources);

    bool contains(std::string_view name) const;
    /// Throws Error(TensorMissing).
    const Source& source(std::string_view name) const;
    const std::vector<std::int64_t>& shape(std::string_view name) const { return source(name).shape; }
    std::int64_t elements(std::string_view name) const;
    const std::map<std::string, Source, std::less<>>& sources() const { return m_sources; }
    const std::filesystem::path& path() const { return m_file->path(); }
    const WeightFile& file() const { return *m_file; }

    /// The whole tensor as float32, row-major; afterwards its pages are given back.
    /// Throws Error(TensorMissing, TensorType, TensorNotFinite, WeightsTruncated), Error(BadInput) when `out` has another length.
    void read(std::string_view name, std::span<float> out) const;
    /// Row `row` of a 2-D tensor; touches that row's pages only. Throws as read().
    void readRow(std::string_view name, std::int64_t row, std::span<float> out) const;

private:
    std::shared_ptr<const WeightFile> m_file;
    std::map<std::string, Source, std::less<>> m_sources;
};

}  // namespace inference::weights
