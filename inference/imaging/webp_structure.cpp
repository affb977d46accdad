#include "imaging/ifd_p.h"
#include "imaging/image_structure_p.h"

#include <algorithm>

namespace inference::imaging {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t firstChunk = 12;

std::uint64_t dataSize(ByteView bytes, std::uint64_t chunk) { return bytes.u32(chunk + 4); }

/// Chunks are padded to even lengths.
std::uint64_t nextChunk(ByteView bytes, std::uint64_t chunk)
{
    const std::uint64_t size = dataSize(bytes, chunk);
    return chunk + 8 + size + size % 2;
}

std::uint64_t riffEnd(ByteView bytes) { return 8 + std::uint64_t(bytes.u32(4)); }

int findOrientation(ByteView bytes)
{
    for (std::uint64_t chunk = firstChunk; chunk + 8 <= riffEnd(bytes); chunk = nextChunk(bytes, chunk)) {
        bytes.require(chunk, 8);
        if (bytes.has(chunk, "EXIF"sv))
            return exifOrientation(bytes.part(chunk + 8, dataSize(bytes, chunk)));
    }
    return 1;
}

}  // namespace

FileInfo readWebpInfo(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Little);
    FileInfo info {FileFormat::Webp, {}, 1, 3, false};
    const std::uint64_t data = firstChunk + 8;
    bytes.require(firstChunk, 8);
    if (bytes.has(firstChunk, "VP8X"sv)) {
        const int flags = bytes.u8(data);
        if (flags & 0x02)
            throw Error(ErrorCode::ImageUnsupported, {"animated-webp"});
        info.channels = flags & 0x10 ? 4 : 3;
        info.size = {int(bytes.u24(data + 4)) + 1, int(bytes.u24(data + 7)) + 1};
        requireAcceptable(info.size);
        if (flags & 0x08)
            info.orientation = findOrientation(bytes);
    } else if (bytes.has(firstChunk, "VP8L"sv)) {
        if (bytes.u8(data) != 0x2f)
            throw Error(ErrorCode::ImageCorrupt);
        const std::uint32_t header = bytes.u32(data + 1);
        info.size = {int(header & 0x3fff) + 1, int(header >> 14 & 0x3fff) + 1};
        info.channels = header >> 28 & 1 ? 4 : 3;
    } else if (bytes.has(firstChunk, "VP8 "sv)) {
        bytes.require(data, 10);
        if (!bytes.has(data + 3, "\x9d\x01\x2a"sv))
            throw Error(ErrorCode::ImageCorrupt);
        info.size = {bytes.u16(data + 6) & 0x3fff, bytes.u16(data + 8) & 0x3fff};
    } else {
        throw Error(ErrorCode::ImageCorrupt);
    }
    return info;
}

void checkWebp(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Little);
    const std::uint64_t end = riffEnd(bytes);
    bytes.require(0, end);
    bool picture = false;
    for (std::uint64_t chunk = firstChunk; chunk + 8 <= end; chunk = nextChunk(bytes, chunk)) {
        if (chunk + 8 + dataSize(bytes, chunk) > end)
            throw Error(ErrorCode::ImageTruncated);
        picture = picture || bytes.has(chunk, "VP8 "sv) || bytes.has(chunk, "VP8L"sv);
    }
    if (!picture)
        throw Error(ErrorCode::ImageCorrupt);
}

}  // namespace inference::imaging
