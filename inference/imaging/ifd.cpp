#include "imaging/ifd_p.h"

#include <algorithm>

namespace inference::imaging {
namespace {

using namespace std::string_view_literals;

/// Bytes of one value of a TIFF type; 0 for an unknown type.
int typeSize(std::uint16_t type)
{
    static constexpr int sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    return type < std::size(sizes) ? sizes[type] : 0;
}

/// Real directories have some tens; libtiff compares each field with each other.
constexpr std::uint64_t greatestFields = 1000;

bool isWholeNumber(std::uint16_t type)
{
    return type == 1 || type == 3 || type == 4 || type == 13 || type == 16 || type == 18;
}

ByteOrder byteOrderOf(ByteView bytes)
{
    if (bytes.has(0, "II"sv))
        return ByteOrder::Little;
    if (bytes.has(0, "MM"sv))
        return ByteOrder::Big;
    throw Error(ErrorCode::ImageCorrupt);
}

}  // namespace

Ifd::Ifd(ByteView bytes)
    : m_bytes(bytes.ordered(byteOrderOf(bytes)))
{
    const std::uint16_t version = m_bytes.u16(2);
    if (version != 42 && version != 43)
        throw Error(ErrorCode::ImageCorrupt);
    const bool big = version == 43;
    const std::uint64_t start = big ? m_bytes.u64(8) : m_bytes.u32(4);
    const std::uint64_t fields = big ? m_bytes.u64(start) : m_bytes.u16(start);
    const std::uint64_t first = start + (big ? 8 : 2);
    const std::uint64_t entry = big ? 20 : 12;
    const std::uint64_t room = big ? 8 : 4;  // values up to this many bytes stand in the field itself
    if (fields > greatestFields)
        throw Error(ErrorCode::ImageCorrupt);
    m_bytes.require(first, fields * entry);
    for (std::uint64_t i = 0; i < fields; ++i) {
        const std::uint64_t at = first + i * entry;
        IfdField field {m_bytes.u16(at), m_bytes.u16(at + 2), m_bytes.number(at + 4, int(room)), at + 4 + room};
        const std::uint64_t size = std::uint64_t(typeSize(field.type));
        if (size == 0)
            continue;
        if (field.count > room / size)
            field.at = m_bytes.number(field.at, int(room));
        m_fields.push_back(field);
    }
}

const IfdField* Ifd::find(std::uint16_t tag) const
{
    const auto field = std::ranges::find(m_fields, tag, &IfdField::tag);
    if (field == m_fields.end())
        return nullptr;
    if (field->count > m_bytes.size())
        throw Error(ErrorCode::ImageTruncated);
    m_bytes.require(field->at, field->count * std::uint64_t(typeSize(field->type)));
    return &*field;
}

std::optional<std::uint64_t> Ifd::value(const IfdField* field, std::uint64_t index) const
{
    if (!field || index >= field->count || !isWholeNumber(field->type))
        return std::nullopt;
    const int size = typeSize(field->type);
    return m_bytes.number(field->at + index * std::uint64_t(size), size);
}

int exifOrientation(ByteView exif)
try {
    const std::uint64_t prefix = exif.has(0, "Exif\0\0"sv) ? 6 : 0;
    const auto value = Ifd(exif.part(prefix, exif.size() - prefix)).value(orientationTag);
    return value && *value >= 1 && *value <= 8 ? int(*value) : 1;
} catch (const Error&) {
    return 1;
}

}  // namespace inference::imaging
