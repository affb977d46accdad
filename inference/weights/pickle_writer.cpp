#include "weights/pickle_writer.h"

#include "weights/pickle_globals.h"

#include <limits>
#include <utility>

namespace inference::weights::pickle {
namespace {

template<typename T>
std::string littleEndian(T value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

bool inGroup(std::string_view name, std::string_view group)
{
    return name.size() > group.size() && name.substr(0, group.size()) == group && name[group.size()] == '.';
}

}  // namespace

Writer::Writer()
    : m_bytes("\x80\x02")
{
}

void Writer::integer(std::int64_t value)
{
    if (value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max())
        m_bytes += 'J' + littleEndian(static_cast<std::int32_t>(value));
    else
        bigInteger(littleEndian(value));
}

void Writer::boolean(bool value)
{
    m_bytes += value ? '\x88' : '\x89';
}

void Writer::text(std::string_view value)
{
    m_bytes += 'X' + littleEndian(static_cast<std::uint32_t>(value.size()));
    m_bytes += value;
}

void Writer::bigInteger(std::string_view littleEndianBytes)
{
    m_bytes += '\x8a';
    m_bytes += static_cast<char>(littleEndianBytes.size());
    m_bytes += littleEndianBytes;
}

void Writer::global(std::string_view moduleAndName)
{
    m_bytes += 'c';
    m_bytes += moduleAndName;
    m_bytes += '\n';
}

void Writer::tuple(std::span<const std::int64_t> numbers)
{
    m_bytes += '(';
    for (const std::int64_t number : numbers)
        integer(number);
    m_bytes += 't';
}

void Writer::tensor(const TensorView& tensor, std::string_view key, bool legacy)
{
    std::vector<std::int64_t> strides(tensor.shape.size());
    std::int64_t stride = 1;
    for (std::size_t i = strides.size(); i-- > 0; stride *= tensor.shape[i])
        strides[i] = stride;
    global("torch._utils\n_rebuild_tensor_v2");
    m_bytes += "((";
    text("storage");
    global("torch\n" + std::string(storageName(tensor.dtype)));
    text(key);
    text("cpu");
    integer(tensor.elements());
    if (legacy)
        m_bytes += 'N';  // not a view of another storage
    m_bytes += "tQ";
    integer(0);
    tuple(tensor.shape);
    tuple(strides);
    boolean(false);  // requires_grad
    global("collections\nOrderedDict");  // hooks: none
    m_bytes += ")RtR";
}

void Writer::beginDict()
{
    m_bytes += "}(";
}

void Writer::endDict()
{
    m_bytes += 'u';
}

void Writer::beginList()
{
    m_bytes += "](";
}

void Writer::endList()
{
    m_bytes += 'e';
}

std::string Writer::finish()
{
    m_bytes += '.';
    return std::move(m_bytes);
}

std::string stateDict(const NamedTensors& tensors, const std::vector<std::string>& groups, bool legacy)
{
    Writer writer;
    writer.beginDict();
    std::string_view open;  // the group whose dictionary is being written; a map keeps a group's names together
    int key = 0;
    for (const auto& [name, tensor] : tensors) {
        if (!open.empty() && !inGroup(name, open)) {
            writer.endDict();
            open = {};
        }
        for (const std::string& group : groups) {
            if (open.empty() && inGroup(name, group)) {
                writer.text(group);
                writer.beginDict();
                open = group;
            }
        }
        writer.text(open.empty() ? std::string_view(name) : std::string_view(name).substr(open.size() + 1));
        writer.tensor(tensor, std::to_string(key++), legacy);
    }
    if (!open.empty())
        writer.endDict();
    writer.endDict();
    return writer.finish();
}

}  // namespace inference::weights::pickle
