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

/// Which depths each colour type may have (PNG, table 11.1). Decoders differ in what they make of others.
bool isLegalDepth(int colourType, int depth)
{
    const bool small = depth == 1 || depth == 2 || depth == 4;
    switch (colourType) {
    case 0: return small || depth == 8 || depth == 16;
    case 3: return small || depth == 8;
    default: return depth == 8 || depth == 16;
    }
}

constexpr std::uint64_t headerDepth = 24;   // of the signature, IHDR's length and type, width and height
constexpr std::uint64_t headerColour = 25;
constexpr std::uint64_t headerEnd = 33;     // behind its check sum

/// PNG's own check sum, bit by bit: of 17 bytes only.
std::uint32_t crcOf(const std::uint8_t* bytes, std::size_t count)
{
    std::uint32_t crc = 0xffffffffu;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0u);
    }
    return ~crc;
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
    if (!isLegalDepth(colourType, depth))
        throw Error(ErrorCode::ImageCorrupt);
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

int pngPaletteBits(ByteView bytes)
{
    return bytes.u8(headerColour) == 3 ? bytes.u8(headerDepth) : 0;
}

std::vector<std::uint8_t> pngPaletteAsGrey(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Big);
    std::vector<std::uint8_t> grey(bytes.data(), bytes.data() + headerEnd);
    grey[headerColour] = 0;
    const std::uint32_t crc = crcOf(grey.data() + 12, 17);
    for (int i = 0; i < 4; ++i)
        grey[headerEnd - 4 + std::uint64_t(i)] = std::uint8_t(crc >> (24 - 8 * i));
    // Palette and transparency mean nothing to a grey picture, and no other chunk is needed.
    for (Chunk chunk = chunkAt(bytes, headerEnd);; chunk = chunkAt(bytes, chunk.next())) {
        const bool last = bytes.has(chunk.at + 4, "IEND"sv);
        if (last || bytes.has(chunk.at + 4, "IDAT"sv))
            grey.insert(grey.end(), bytes.data() + chunk.at, bytes.data() + chunk.next());
        if (last)
            return grey;
    }
}

}  // namespace inference::imaging
