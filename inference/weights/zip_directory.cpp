#include "weights/zip_directory.h"

#include "core/error.h"
#include "weights/byte_order.h"
#include "weights/corrupt.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace inference::weights {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint32_t localSignature = 0x04034b50, centralSignature = 0x02014b50, endSignature = 0x06054b50;
constexpr std::uint32_t end64Signature = 0x06064b50, locatorSignature = 0x07064b50;
constexpr std::size_t localSize = 30, centralSize = 46, endSize = 22, end64Size = 56, locatorSize = 20;
constexpr std::uint32_t sentinel32 = 0xffffffffu;  // "see the zip64 field"
constexpr std::uint16_t sentinel16 = 0xffffu;

struct Directory {
    std::uint64_t offset = 0, size = 0, count = 0;
};

struct Central {
    std::string_view name;
    std::uint16_t flags = 0, method = 0;
    std::uint64_t packed = 0, unpacked = 0, header = 0;
};

[[noreturn]] void throwEntry(std::string_view name)
{
    throwCorrupt("zip entry " + printable(name));
}

std::size_t findEnd(Bytes file)
{
    constexpr std::size_t longestComment = 0xffff;
    if (file.size() < endSize)
        throwTruncated(endSize, file.size());
    const std::size_t last = file.size() - endSize;
    const std::size_t first = last > longestComment ? last - longestComment : 0;
    for (std::size_t at = last + 1; at-- > first;) {
        if (loadAt<std::uint32_t>(file, at) == endSignature && at + endSize + loadAt<std::uint16_t>(file, at + 20) == file.size())
            return at;
    }
    throwTruncated(file.size() + endSize, file.size());
}

/// A 32-bit (or 16-bit) field of the end record either says what the zip64 record says, or that it is to be asked.
bool agrees(std::uint64_t narrow, std::uint64_t sentinel, std::uint64_t wide)
{
    return narrow == sentinel || narrow == wide;
}

Directory findDirectory(Bytes file)
{
    const std::size_t end = findEnd(file);
    const auto disk = loadAt<std::uint16_t>(file, end + 4), directoryDisk = loadAt<std::uint16_t>(file, end + 6);
    const auto countHere = loadAt<std::uint16_t>(file, end + 8), count = loadAt<std::uint16_t>(file, end + 10);
    const auto size = loadAt<std::uint32_t>(file, end + 12), offset = loadAt<std::uint32_t>(file, end + 16);
    Directory directory {offset, size, count};
    std::size_t limit = end;
    if (end >= locatorSize && loadAt<std::uint32_t>(file, end - locatorSize) == locatorSignature) {
        const auto at = loadAt<std::uint64_t>(file, end - locatorSize + 8);
        limit = end - locatorSize;
        if (!fits(limit, at, end64Size) || loadAt<std::uint32_t>(file, at) != end64Signature)
            throwCorrupt("zip64 end record");
        directory = {loadAt<std::uint64_t>(file, at + 48), loadAt<std::uint64_t>(file, at + 40), loadAt<std::uint64_t>(file, at + 32)};
        if (!agrees(offset, sentinel32, directory.offset) || !agrees(size, sentinel32, directory.size)
            || !agrees(count, sentinel16, directory.count) || loadAt<std::uint64_t>(file, at + 24) != directory.count)
            throwCorrupt("zip64 end record");
        limit = at;
    } else if (countHere != count || (disk != 0 && disk != sentinel16) || (directoryDisk != 0 && directoryDisk != sentinel16)) {
        throwCorrupt("zip end record");
    }
    if (!fits(limit, directory.offset, directory.size) || directory.count > directory.size / centralSize)
        throwCorrupt("zip end record");
    return directory;
}

/// Puts the zip64 values of an entry's extra fields in place of the sentinels.
void applyZip64(Central& entry, Bytes extra)
{
    const bool wideUnpacked = entry.unpacked == sentinel32, widePacked = entry.packed == sentinel32;
    const bool wideHeader = entry.header == sentinel32;
    if (!wideUnpacked && !widePacked && !wideHeader)
        return;
    for (std::size_t at = 0; fits(extra.size(), at, 4);) {
        const auto tag = loadAt<std::uint16_t>(extra, at);
        const std::size_t length = loadAt<std::uint16_t>(extra, at + 2);
        if (!fits(extra.size(), at + 4, length))
            break;
        if (tag != 1) {
            at += 4 + length;
            continue;
        }
        const Bytes field = extra.subspan(at + 4, length);
        std::size_t next = 0;
        const auto take = [&](bool wanted, std::uint64_t& value) {
            if (!wanted)
                return;
            if (!fits(field.size(), next, 8))
                throwEntry(entry.name);
            value = loadAt<std::uint64_t>(field, next);
            next += 8;
        };
        take(wideUnpacked, entry.unpacked);
        take(widePacked, entry.packed);
        take(wideHeader, entry.header);
        return;
    }
    throwEntry(entry.name);
}

std::vector<Central> readCentral(Bytes file, const Directory& directory)
{
    const Bytes records = file.subspan(directory.offset, directory.size);
    std::vector<Central> entries;
    entries.reserve(directory.count);
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < directory.count; ++i) {
        if (!fits(records.size(), at, centralSize) || loadAt<std::uint32_t>(records, at) != centralSignature)
            throwCorrupt("zip central directory");
        const std::size_t name = loadAt<std::uint16_t>(records, at + 28), extra = loadAt<std::uint16_t>(records, at + 30);
        const std::size_t comment = loadAt<std::uint16_t>(records, at + 32);
        if (!fits(records.size(), at, centralSize + name + extra + comment))
            throwCorrupt("zip central directory");
        Central entry {textAt(records, at + centralSize, name),     loadAt<std::uint16_t>(records, at + 8),
                       loadAt<std::uint16_t>(records, at + 10),     loadAt<std::uint32_t>(records, at + 20),
                       loadAt<std::uint32_t>(records, at + 24),     loadAt<std::uint32_t>(records, at + 42)};
        applyZip64(entry, records.subspan(at + centralSize + name, extra));
        entries.push_back(entry);
        at += centralSize + name + extra + comment;
    }
    return entries;
}

/// Where an entry's data begins, after its local header has been found to say the same as the directory.
std::size_t dataStart(Bytes file, std::size_t limit, const Central& entry)
{
    constexpr std::uint16_t encrypted = 0x2041;   // encrypted, strongly encrypted, headers masked
    constexpr std::uint16_t sizesFollow = 0x0008;  // the local header leaves its sizes to the directory
    const std::size_t header = entry.header;
    if (!fits(limit, header, localSize) || loadAt<std::uint32_t>(file, header) != localSignature)
        throwEntry(entry.name);
    const auto flags = loadAt<std::uint16_t>(file, header + 6);
    const std::size_t name = loadAt<std::uint16_t>(file, header + 26), extra = loadAt<std::uint16_t>(file, header + 28);
    if (((flags | entry.flags) & encrypted) != 0 || loadAt<std::uint16_t>(file, header + 8) != entry.method
        || !fits(limit, header + localSize, name + extra) || textAt(file, header + localSize, name) != entry.name)
        throwEntry(entry.name);
    if ((flags & sizesFollow) == 0
        && (!agrees(loadAt<std::uint32_t>(file, header + 18), sentinel32, entry.packed)
            || !agrees(loadAt<std::uint32_t>(file, header + 22), sentinel32, entry.unpacked)))
        throwEntry(entry.name);
    const std::size_t start = header + localSize + name + extra;
    if (!fits(limit, start, entry.packed) || (entry.method == 0 && entry.packed != entry.unpacked))
        throwEntry(entry.name);
    return start;
}

}  // namespace

ZipDirectory::ZipDirectory(std::span<const std::byte> file)
{
    const Directory directory = findDirectory(file);
    std::vector<Central> entries = readCentral(file, directory);
    std::sort(entries.begin(), entries.end(), [](const Central& a, const Central& b) { return a.header < b.header; });
    std::size_t taken = 0;
    for (const Central& entry : entries) {
        const std::size_t start = dataStart(file, directory.offset, entry);
        const bool overlaps = entry.header < taken;
        if (overlaps || !m_entries.emplace(entry.name, Entry {file.subspan(start, entry.packed), entry.method == 0}).second)
            throwEntry(entry.name);
        taken = start + entry.packed;
    }
}

std::span<const std::byte> ZipDirectory::stored(std::string_view name) const
{
    const auto found = m_entries.find(name);
    if (found == m_entries.end())
        throwEntry(name);
    if (!found->second.stored)
        throw Error(ErrorCode::WeightsCompressed, {printable(name)});
    return found->second.data;
}

}  // namespace inference::weights
