#include "weights/expected.h"

#include "core/error.h"
#include "weights/convert.h"
#include "weights/corrupt.h"

#include <algorithm>
#include <limits>

namespace inference::weights {
namespace {

bool beginsWith(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

TensorMap withoutPrefix(const TensorMap& tensors, std::string_view prefix)
{
    TensorMap result;
    for (const auto& [name, tensor] : tensors) {
        if (beginsWith(name, prefix))
            result.emplace(name.substr(prefix.size()), tensor);
    }
    return result;
}

}  // namespace

bool anyBeginsWith(const TensorMap& tensors, std::string_view prefix)
{
    const auto first = tensors.lower_bound(prefix);
    return first != tensors.end() && beginsWith(first->first, prefix);
}

TensorMap unwrapped(const TensorMap& tensors)
{
    TensorMap result = anyBeginsWith(tensors, "state_dict.") ? withoutPrefix(tensors, "state_dict.") : tensors;
    const bool allModules = !result.empty() && std::all_of(result.begin(), result.end(), [](const auto& item) {
        return beginsWith(item.first, "module.");
    });
    return allModules ? withoutPrefix(result, "module.") : result;
}

int countIndices(const TensorMap& tensors, std::string_view prefix)
{
    std::set<std::string_view> indices;
    for (auto at = tensors.lower_bound(prefix); at != tensors.end() && beginsWith(at->first, prefix); ++at) {
        const std::string_view rest = std::string_view(at->first).substr(prefix.size());
        const std::size_t dot = rest.find('.');
        const std::string_view index = rest.substr(0, dot);
        if (dot != std::string_view::npos && !index.empty() && index.find_first_not_of("0123456789") == std::string_view::npos)
            indices.insert(index);
    }
    return static_cast<int>(indices.size());
}

const TensorView& Matcher::find(const std::string& name, std::string_view expected) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw Error(ErrorCode::TensorMissing, {name, std::string(expected)});
    return found->second;
}

void Matcher::throwShape(const char* canonical, std::string_view pattern) const
{
    const std::string name = m_naming(canonical).parts.front();
    throw Error(ErrorCode::TensorShape, {name, shapeText(find(name, pattern).shape), std::string(pattern)});
}

std::optional<std::int64_t> Matcher::sizeAt(const Place& place) const
{
    const StoredAs stored = m_naming(place.tensor);
    const auto found = m_tensors.find(stored.parts.front());
    if (found == m_tensors.end() || found->second.shape.size() != place.rank)
        return std::nullopt;
    return found->second.shape[stored.transposed ? 1 - place.axis : place.axis];
}

int Matcher::size(std::initializer_list<Place> places, int multiple, std::string_view pattern) const
{
    std::int64_t best = 0;
    std::ptrdiff_t bestVotes = 0;
    const Place* first = places.begin();
    for (const Place& place : places) {
        const auto size = sizeAt(place);
        const auto votes = size ? std::count_if(places.begin(), places.end(), [&](const Place& other) { return sizeAt(other) == size; }) : 0;
        if (votes > bestVotes) {
            best = *size;
            bestVotes = votes;
            first = &place;
        }
    }
    // The greatest derived size is 4 times a width.
    if (best <= 0 || best > std::numeric_limits<int>::max() / 4 || best % multiple != 0)
        throwShape(first->tensor, pattern);
    return static_cast<int>(best);
}

void Matcher::require(const std::string& canonical, const std::vector<std::int64_t>& shape)
{
    const StoredAs stored = m_naming(canonical);
    std::vector<std::int64_t> partShape = shape;
    if (stored.transposed)
        std::swap(partShape[0], partShape[1]);
    else if (stored.parts.size() > 1)
        partShape[0] /= static_cast<std::int64_t>(stored.parts.size());
    WeightSet::Source source {{}, stored.transposed, shape};
    for (const std::string& name : stored.parts) {
        const TensorView& tensor = find(name, shapeText(partShape));
        if (tensor.shape != partShape)
            throw Error(ErrorCode::TensorShape, {name, shapeText(tensor.shape), shapeText(partShape)});
        if (!isFloating(tensor.dtype))
            throw Error(ErrorCode::TensorType, {name, std::string(dtypeName(tensor.dtype))});
        source.parts.push_back(tensor);
        m_used.insert(name);
    }
    m_sources.emplace(canonical, std::move(source));
}

void Matcher::checkNothingLeft() const
{
    for (const auto& [name, tensor] : m_tensors) {
        if (m_used.find(name) == m_used.end())
            throw Error(ErrorCode::TensorUnexpected, {name, shapeText(tensor.shape)});
    }
}

}  // namespace inference::weights
