#pragma once

#include "weights/weight_set.h"

#include <optional>
#include <set>
#include <string>

namespace inference::weights {

using TensorMap = std::map<std::string, TensorView, std::less<>>;

/// What training scripts wrap around a network is taken off: only what lies under a "state_dict" is kept when there is one,
/// and a "module." that every remaining name begins with goes. Throws Error(WeightsCorrupt) when two names become one.
TensorMap unwrapped(const TensorMap& tensors);

/// Number of different N in names of the form <prefix>N.<rest>.
int countIndices(const TensorMap& tensors, std::string_view prefix);

bool anyBeginsWith(const TensorMap& tensors, std::string_view prefix);

/// How a file stores one canonical tensor.
struct StoredAs {
    std::vector<std::string> parts;
    bool transposed = false;
};

/// Checks tensors of a file against what a network needs, and gathers them under canonical names.
/// All throw Error without a file; the caller names it.
class Matcher {
public:
    explicit Matcher(const TensorMap& tensors)
        : m_tensors(tensors)
    {
    }

    /// Canonical shape of a tensor that sizes are read off; its rank and first parts are checked.
    /// `pattern` is what an error says was expected, such as "[D, 3, P, P]".
    /// Throws TensorMissing, TensorShape.
    std::vector<std::int64_t> shape(const StoredAs& stored, std::size_t rank, std::string_view pattern) const;

    /// Throws TensorMissing, TensorShape, TensorType.
    void require(const std::string& canonical, const StoredAs& stored, const std::vector<std::int64_t>& shape);
    void ignore(std::string_view name) { m_used.emplace(name); }
    /// Throws TensorUnexpected for the first tensor that is neither required nor ignored.
    void checkNothingLeft() const;

    std::map<std::string, WeightSet::Source, std::less<>> takeSources() { return std::move(m_sources); }

private:
    const TensorView& find(const std::string& name, std::string_view expected) const;

    const TensorMap& m_tensors;
    std::map<std::string, WeightSet::Source, std::less<>> m_sources;
    std::set<std::string, std::less<>> m_used;
};

/// A size as int. Throws TensorShape when it is not positive, beyond int or no multiple of `multiple`.
int checkedSize(const std::string& tensor, const std::vector<std::int64_t>& shape, std::size_t axis, int multiple,
                std::string_view pattern);

}  // namespace inference::weights
