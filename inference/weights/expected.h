#pragma once

#include "weights/weight_set.h"

#include <functional>
#include <initializer_list>
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

/// One dimension of a canonical tensor.
struct Place {
    const char* tensor;
    std::size_t rank;
    std::size_t axis;
};

/// Checks tensors of a file against what a network needs, and gathers them under canonical names.
/// All throw Error without a file; the caller names it.
class Matcher {
public:
    using Naming = std::function<StoredAs(const std::string& canonical)>;

    /// `tensors` outlives this.
    Matcher(const TensorMap& tensors, Naming naming)
        : m_tensors(tensors)
        , m_naming(std::move(naming))
    {
    }

    /// The size that most of `places` agree on (the first of them when they are as many), so that one wrong tensor is
    /// found out by the others and not the other way round. Places that are missing or of another rank have no say.
    /// `pattern` is what an error says of the first place's shape, such as "[64 n, 3, P, P]".
    /// Throws TensorMissing or TensorShape when no place has a say; TensorShape when the size is not positive, no multiple
    /// of `multiple` or too large for int.
    int size(std::initializer_list<Place> places, int multiple, std::string_view pattern) const;

    /// Throws TensorMissing, TensorShape, TensorType.
    void require(const std::string& canonical, const std::vector<std::int64_t>& shape);
    void ignore(std::string_view name) { m_used.emplace(name); }
    /// Throws TensorUnexpected for the first tensor that is neither required nor ignored.
    void checkNothingLeft() const;

    /// The error of a tensor whose shape is not `pattern`; TensorMissing when it is not there.
    [[noreturn]] void throwShape(const char* canonical, std::string_view pattern) const;

    std::map<std::string, WeightSet::Source, std::less<>> takeSources() { return std::move(m_sources); }

private:
    const TensorView& find(const std::string& name, std::string_view expected) const;
    /// The canonical size at `place`; nothing when the file's tensor cannot say.
    std::optional<std::int64_t> sizeAt(const Place& place) const;

    const TensorMap& m_tensors;
    Naming m_naming;
    std::map<std::string, WeightSet::Source, std::less<>> m_sources;
    std::set<std::string, std::less<>> m_used;
};

}  // namespace inference::weights
