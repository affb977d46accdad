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

std::vector<std::int64_t> Matcher::shape(const StoredAs& stored, std::size_t rank, std::string_view pattern) const
{
    const TensorView& tensor = find(stored.parts.front(), pattern);
    if (tensor.shape.size() != rank)
        throw Error(ErrorCode::TensorShape, {stored.parts.front(), shapeText(tensor.shape), std::string(pattern)});
    std::vector<std::int64_t> shape = tensor.shape;
    if (stored.transposed)
        std::swap(shape[0], shape[1]);
    return shape;
}

void Matcher::require(const std::string& canonical, const StoredAs& stored, const std::vector<std::int64_t>& shape)
{
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

int checkedSize(const std::string& tensor, const std::vector<std::int64_t>& shape, std::size_t axis, int multiple,
                std::string_view pattern)
{
    const std::int64_t size = shape[axis];
    // The greatest derived size is 4 times a width.
    if (size <= 0 || size > std::numeric_limits<int>::max() / 4 || size % multiple != 0)
        throw Error(ErrorCode::TensorShape, {tensor, shapeText(shape), std::string(pattern)});
    return static_cast<int>(size);
}

}  // namespace inference::weights
