#include "weights/tensor_table.h"

#include "weights/corrupt.h"

#include <limits>

namespace inference::weights {
namespace {

constexpr int deepest = 64;            // the OpenAI archive nests 8 modules
constexpr std::size_t mostTensors = 1 << 16;
constexpr int mostVisits = 1 << 20;    // a dictionary that is reached along many ways is walked each time

class Collector {
public:
    Collector(const pickle::Document& document, const StorageBytes& storageBytes)
        : m_document(document)
        , m_storageBytes(storageBytes)
    {
    }

    TensorMap run()
    {
        walk(m_document.root, 0);
        return std::move(m_tensors);
    }

private:
    void walk(pickle::Value value, int depth);
    TensorView view(const pickle::Tensor& tensor) const;

    const pickle::Document& m_document;
    const StorageBytes& m_storageBytes;
    TensorMap m_tensors;
    std::string m_name;
    int m_visits = 0;
};

void Collector::walk(pickle::Value value, int depth)
{
    if (++m_visits > mostVisits || depth > deepest)
        throwCorrupt("pickle nesting");
    if (value.kind == pickle::Kind::Tensor && !m_name.empty()) {
        checkTensorName(m_name);
        if (!m_tensors.emplace(m_name, view(m_document.tensors[static_cast<std::size_t>(value.number)])).second
            || m_tensors.size() > mostTensors)
            throwCorrupt("tensor name " + m_name);
        return;
    }
    if (value.kind != pickle::Kind::Dict && value.kind != pickle::Kind::Object)
        return;
    const std::size_t length = m_name.size();
    const auto& items = m_document.items(value);
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        if (items[i].kind != pickle::Kind::String)
            continue;
        const std::string_view key = m_document.text(items[i]);
        if (key.size() > 500)
            throwCorrupt("tensor name " + printable(key));
        if (length > 0)
            m_name += '.';
        m_name += key;
        walk(items[i + 1], depth + 1);
        m_name.resize(length);
    }
}

TensorView Collector::view(const pickle::Tensor& tensor) const
{
    const pickle::Storage& storage = m_document.storages[static_cast<std::size_t>(tensor.storage)];
    const std::int64_t count = checkedElements(tensor.shape, m_name);
    const auto outside = [&] { throwCorrupt("tensor " + m_name); };
    if (tensor.offset > storage.viewElements || count > storage.viewElements)
        outside();
    const std::int64_t room = storage.viewElements - tensor.offset;
    std::int64_t last = 0;  // of the view, in elements from its first
    for (std::size_t i = 0; count > 0 && i < tensor.shape.size(); ++i) {
        const std::int64_t steps = tensor.shape[i] - 1;
        if (steps > 0 && tensor.strides[i] > (room - last) / steps)
            outside();
        last += steps * tensor.strides[i];
    }
    if (count > 0 && last >= room)
        outside();
    const std::span<const std::byte> bytes = m_storageBytes(storage);
    const std::size_t unit = byteSize(storage.dtype);
    const auto first = static_cast<std::size_t>(storage.viewOffset + tensor.offset);
    const auto length = count > 0 ? static_cast<std::size_t>(last) + 1 : 0;
    return {storage.dtype, tensor.shape, tensor.strides, bytes.subspan(first * unit, length * unit)};
}

}  // namespace

std::int64_t checkedElements(std::span<const std::int64_t> shape, std::string_view place)
{
    std::int64_t count = 1;
    bool empty = false;
    for (const std::int64_t size : shape) {
        if (size < 0 || (size > 0 && count > std::numeric_limits<std::int64_t>::max() / size))
            throwCorrupt(std::string("tensor ") + std::string(place));
        empty = empty || size == 0;
        count *= size > 0 ? size : 1;
    }
    return empty ? 0 : count;
}

TensorMap collectTensors(const pickle::Document& document, const StorageBytes& storageBytes)
{
    return Collector(document, storageBytes).run();
}

void checkTotal(const TensorMap& tensors, std::size_t fileSize)
{
    constexpr std::size_t sharing = 8;
    std::size_t total = 0;
    for (const auto& [name, tensor] : tensors) {
        total += static_cast<std::size_t>(tensor.elements()) * byteSize(tensor.dtype);
        if (total / sharing > fileSize)
            throwCorrupt("tensor " + name);
    }
}

}  // namespace inference::weights
