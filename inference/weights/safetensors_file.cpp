#include "core/error.h"
#include "weights/byte_order.h"
#include "weights/corrupt.h"
#include "weights/readers.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace inference::weights {
namespace {

constexpr std::uint64_t longestHeader = 100'000'000;  // as the reference implementation
constexpr std::size_t mostEntries = 1 << 16;

struct Entry {
    std::string name, dtype;
    std::vector<std::int64_t> shape, offsets;
    bool hasShape = false;
};

/// Takes the header in as it is parsed: {name: {dtype, shape, data_offsets}, "__metadata__": {text: text}} and nothing
/// else, so that no tree of foreign JSON is ever built.
class HeaderHandler {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    std::vector<Entry> entries;

    bool null() { return false; }
    bool boolean(bool) { return false; }
    bool number_integer(number_integer_t) { return false; }
    bool number_float(number_float_t, const string_t&) { return false; }
    bool binary(binary_t&) { return false; }

    bool number_unsigned(number_unsigned_t value)
    {
        if (!m_numbers || m_numbers->size() >= 16 || value > std::uint64_t(std::numeric_limits<std::int64_t>::max()))
            return false;
        m_numbers->push_back(static_cast<std::int64_t>(value));
        return true;
    }

    bool string(string_t& value)
    {
        if (m_depth != 2 || m_numbers)
            return false;
        if (m_metadata)
            return true;
        if (m_field != "dtype" || !entries.back().dtype.empty())
            return false;
        entries.back().dtype = value;
        return true;
    }

    bool start_object(std::size_t)
    {
        if (m_depth == 1 && !m_metadata)
            entries.push_back({m_name, {}, {}, {}, false});
        return ++m_depth <= 2 && !m_numbers && entries.size() <= mostEntries;
    }

    bool end_object()
    {
        --m_depth;
        m_metadata = m_metadata && m_depth == 2;
        return true;
    }

    bool start_array(std::size_t)
    {
        if (m_depth != 2 || m_metadata || m_numbers)
            return false;
        Entry& entry = entries.back();
        if (m_field == "shape" && !entry.hasShape) {
            entry.hasShape = true;
            m_numbers = &entry.shape;
        } else if (m_field == "data_offsets" && entry.offsets.empty()) {
            m_numbers = &entry.offsets;
        }
        return m_numbers != nullptr;
    }

    bool end_array()
    {
        m_numbers = nullptr;
        return true;
    }

    bool key(string_t& value)
    {
        if (m_depth == 1) {
            m_name = value;
            m_metadata = m_name == "__metadata__";
        } else {
            m_field = value;
        }
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) { return false; }

private:
    int m_depth = 0;
    bool m_metadata = false;
    std::string m_name, m_field;
    std::vector<std::int64_t>* m_numbers = nullptr;
};

std::optional<DType> parseType(std::string_view name)
{
    static constexpr std::pair<std::string_view, DType> types[] {
        {"F64", DType::F64}, {"F32", DType::F32}, {"F16", DType::F16}, {"BF16", DType::BF16}, {"I64", DType::I64},
        {"I32", DType::I32}, {"I16", DType::I16}, {"I8", DType::I8},   {"U8", DType::U8},     {"BOOL", DType::Bool}};
    const auto found = std::find_if(std::begin(types), std::end(types), [&](const auto& type) { return type.first == name; });
    return found == std::end(types) ? std::nullopt : std::optional(found->second);
}

std::vector<std::int64_t> rowMajor(const std::vector<std::int64_t>& shape)
{
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t stride = 1;
    for (std::size_t i = shape.size(); i-- > 0; stride *= std::max<std::int64_t>(shape[i], 1))
        strides[i] = stride;
    return strides;
}

TensorView makeView(const Entry& entry, std::span<const std::byte> data)
{
    checkTensorName(entry.name);
    const std::string place = "tensor " + entry.name;
    if (entry.dtype.empty() || !entry.hasShape || entry.offsets.size() != 2)
        throwCorrupt(place);
    const auto type = parseType(entry.dtype);
    if (!type)
        throw Error(ErrorCode::TensorType, {entry.name, printable(entry.dtype)});
    const auto begin = static_cast<std::size_t>(entry.offsets[0]), end = static_cast<std::size_t>(entry.offsets[1]);
    const auto count = static_cast<std::size_t>(checkedElements(entry.shape, entry.name));
    if (begin > end || (end - begin) % byteSize(*type) != 0 || (end - begin) / byteSize(*type) != count)
        throwCorrupt(place);
    if (end > data.size())
        return {*type, {}, {}, {}};
    return {*type, entry.shape, rowMajor(entry.shape), data.subspan(begin, end - begin)};
}

void checkOverlaps(std::vector<Entry>& entries, std::size_t dataStart, std::size_t fileSize)
{
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.offsets < b.offsets; });
    std::int64_t taken = 0;
    for (const Entry& entry : entries) {
        if (entry.offsets[0] < taken)
            throwCorrupt("tensor " + entry.name);
        taken = entry.offsets[1];
    }
    if (static_cast<std::size_t>(taken) > fileSize - dataStart)
        throwTruncated(dataStart + static_cast<std::size_t>(taken), fileSize);
}

}  // namespace

TensorMap readSafetensors(std::span<const std::byte> file)
{
    if (file.size() < 8)
        throwTruncated(8, file.size());
    const auto length = loadAt<std::uint64_t>(file, 0);
    if (length > longestHeader)
        throwCorrupt("safetensors header length");
    if (length > file.size() - 8)
        throwTruncated(8 + length, file.size());
    const std::size_t dataStart = 8 + length;
    const std::string_view header = textAt(file, 8, length);
    HeaderHandler handler;
    if (!nlohmann::json::sax_parse(header.begin(), header.end(), &handler))
        throwCorrupt("safetensors header");
    TensorMap tensors;
    for (const Entry& entry : handler.entries) {
        if (!tensors.emplace(entry.name, makeView(entry, file.subspan(dataStart))).second)
            throwCorrupt("tensor " + entry.name);
    }
    checkOverlaps(handler.entries, dataStart, file.size());
    return tensors;
}

}  // namespace inference::weights
