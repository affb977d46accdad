#include "imaging/ifd_p.h"
#include "imaging/image_structure_p.h"

namespace inference::imaging {
namespace {

using namespace std::string_view_literals;

/// A chunk: length, type, data, check sum.
struct Chunk {
    std::uint64_t at;
    std::uint32_t length;
    std::uint64_t data() const { return at + 8; }
    std::uint64_t next() const { return at + 12 + length; }
};

Chunk chunkAt(ByteView bytes, std::uint64_t at)
{
    const Chunk chunk {at, bytes.u32(at)};
    if (chunk.length > 0x7fffffffu)
        throw Error(ErrorCode::ImageCorrupt);
    bytes.require(at, 12 + std::uint64_t(chunk.length));
    return chunk;
}

int channelsOf(int colourType)
{
    switch (colourType) {
    case 0: return 1;
    case 2: return 3;
    case 3: return 3;
    case 4: return 2;
    case 6: return 4;
    default: throw Error(ErrorCode::ImageCorrupt);
    }
}

}  // namespace

FileInfo readPngInfo(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Big);
    const Chunk header = chunkAt(bytes, 8);
    if (!bytes.has(12, "IHDR"sv) || header.length != 13)
        throw Error(ErrorCode::ImageCorrupt);
    const std::uint32_t width = bytes.u32(header.data());
    const std::uint32_t height = bytes.u32(header.data() + 4);
    if (width > 0x7fffffffu || height > 0x7fffffffu)
        throw Error(ErrorCode::ImageCorrupt);
    const int depth = bytes.u8(header.data() + 8);
    const int colourType = bytes.u8(header.data() + 9);
    FileInfo info {FileFormat::Png, {int(width), int(height)}, 1, channelsOf(colourType), false};
    info.discrete = colourType == 3 || (colourType == 0 && depth == 1);
    requireAcceptable(info.size);
    // to the very end: eXIf may stand behind the picture
    for (Chunk chunk = header; !bytes.has(chunk.at + 4, "IEND"sv); chunk = chunkAt(bytes, chunk.next()))
        if (bytes.has(chunk.at + 4, "eXIf"sv))
            info.orientation = exifOrientation(bytes.part(chunk.data(), chunk.length));
    return info;
}

void checkPng(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Big);
    bool picture = false;
    Chunk chunk = chunkAt(bytes, 8);
    for (; !bytes.has(chunk.at + 4, "IEND"sv); chunk = chunkAt(bytes, chunk.next()))
        picture = picture || bytes.has(chunk.at + 4, "IDAT"sv);
    if (!picture)
        throw Error(ErrorCode::ImageCorrupt);
}

}  // namespace inference::imaging
