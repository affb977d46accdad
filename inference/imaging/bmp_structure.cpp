#include "imaging/bmp_structure_p.h"

#include "imaging/image_structure_p.h"

#include <limits>
#include <string>

namespace inference::imaging {
namespace {

constexpr std::uint64_t infoHeader = 14;
constexpr std::uint32_t runLength8 = 1;
constexpr std::uint32_t runLength4 = 2;
constexpr std::uint32_t bitMasks = 3;
constexpr std::uint32_t bitMasksWithAlpha = 6;

void readDimensions(ByteView bytes, std::uint32_t headerSize, BmpHeader& header)
{
    std::int64_t width;
    std::int64_t height;
    if (headerSize == 12) {
        width = bytes.u16(infoHeader + 4);
        height = bytes.u16(infoHeader + 6);
        header.bits = bytes.u16(infoHeader + 10);
    } else {
        width = std::int32_t(bytes.u32(infoHeader + 4));
        height = std::int32_t(bytes.u32(infoHeader + 8));
        header.bits = bytes.u16(infoHeader + 14);
    }
    header.topDown = height < 0;
    height = height < 0 ? -height : height;
    if (width < 1 || height < 1 || height > std::numeric_limits<std::int32_t>::max())
        throw Error(ErrorCode::ImageCorrupt);
    header.size = {int(width), int(height)};
}

/// What PIL asks before it opens a palette as grey: entry i is the grey value i (two colours: black and white).
bool isGreyRamp(ByteView bytes, const BmpHeader& header)
{
    for (std::uint32_t i = 0; i < header.colours; ++i) {
        const std::uint64_t at = header.palette + std::uint64_t(i) * std::uint64_t(header.paletteEntrySize);
        const std::uint32_t expected = header.colours == 2 ? i * 255 : i;
        for (int channel = 0; channel < 3; ++channel)
            if (bytes.u8(at + std::uint64_t(channel)) != expected)
                return false;
    }
    return true;
}

/// Follows the codes of a run-length picture to its end mark, or until every row is begun and over.
void checkRunLength(ByteView bytes, const BmpHeader& header)
{
    std::uint64_t at = header.pixels;
    std::int64_t row = 0;
    while (row < header.size.height) {
        const int count = bytes.u8(at);
        const int code = bytes.u8(at + 1);
        at += 2;
        if (count != 0)
            continue;
        if (code == 0) {
            ++row;
        } else if (code == 1) {
            return;
        } else if (code == 2) {
            row += bytes.u8(at + 1);
            at += 2;
        } else {
            const std::uint64_t data = header.compression == runLength8 ? std::uint64_t(code) : std::uint64_t(code + 1) / 2;
            bytes.require(at, data);
            at += data + data % 2;
        }
    }
}

}  // namespace

BmpHeader readBmpHeader(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Little);
    const std::uint32_t headerSize = bytes.u32(infoHeader);
    if (headerSize != 12 && headerSize < 40)
        throw Error(ErrorCode::ImageUnsupported, {"os2-bmp"});
    BmpHeader header;
    header.pixels = bytes.u32(10);
    bytes.require(infoHeader, headerSize);
    readDimensions(bytes, headerSize, header);
    header.palette = infoHeader + headerSize;
    header.paletteEntrySize = headerSize == 12 ? 3 : 4;
    header.compression = headerSize == 12 ? 0 : bytes.u32(infoHeader + 16);
    const std::uint32_t used = headerSize == 12 ? 0 : bytes.u32(infoHeader + 32);
    if (header.compression > bitMasks && header.compression != bitMasksWithAlpha)
        throw Error(ErrorCode::ImageUnsupported, {"bmp-compression:" + std::to_string(header.compression)});
    if (header.bits <= 8) {
        header.colours = used ? used : 1u << header.bits;
        if ((header.bits != 1 && header.bits != 4 && header.bits != 8) || header.colours > 256)
            throw Error(ErrorCode::ImageCorrupt);
    } else if (header.bits != 16 && header.bits != 24 && header.bits != 32) {
        throw Error(ErrorCode::ImageCorrupt);
    }
    const bool masked = header.compression == bitMasks || header.compression == bitMasksWithAlpha;
    const int masks = !masked ? 0 : headerSize >= 56 || header.compression == bitMasksWithAlpha ? 4 : 3;
    for (int i = 0; i < masks; ++i)
        header.masks[i] = bytes.u32(infoHeader + 40 + 4 * std::uint64_t(i));
    return header;
}

FileInfo readBmpInfo(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Little);
    const BmpHeader header = readBmpHeader(bytes);
    FileInfo info {FileFormat::Bmp, header.size, 1, 3, false};
    if (header.bits <= 8) {
        const bool ramp = isGreyRamp(bytes, header);
        info.channels = ramp ? 1 : 3;
        info.discrete = !ramp || header.colours == 2;
    } else if (header.bits == 32 && header.masks[3] != 0) {
        info.channels = 4;
    }
    return info;
}

void checkBmp(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Little);
    const BmpHeader header = readBmpHeader(bytes);
    if (header.compression == runLength8 || header.compression == runLength4)
        checkRunLength(bytes, header);
    else
        bytes.require(header.pixels, header.stride() * std::uint64_t(header.size.height));
}

Image decodeBmp16(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Little);
    const BmpHeader header = readBmpHeader(bytes);
    const bool plain = header.compression == 0 || (header.masks[0] == 0x7c00 && header.masks[1] == 0x3e0 && header.masks[2] == 0x1f);
    if (!plain && !(header.masks[0] == 0xf800 && header.masks[1] == 0x7e0 && header.masks[2] == 0x1f))
        throw Error(ErrorCode::ImageUnsupported, {"bmp-bit-masks"});
    const int greenMax = plain ? 31 : 63;
    const int redShift = plain ? 10 : 11;
    Image image = makeImage(header.size.width, header.size.height, 3);
    for (int y = 0; y < image.height; ++y) {
        const int stored = header.topDown ? y : image.height - 1 - y;
        const ByteView row = bytes.part(header.pixels + header.stride() * std::uint64_t(stored), header.rowBytes());
        std::uint8_t* out = image.row(y);
        for (int x = 0; x < image.width; ++x, out += 3) {
            const int pixel = row.data()[2 * x] | row.data()[2 * x + 1] << 8;
            out[0] = std::uint8_t((pixel >> redShift & 31) * 255 / 31);
            out[1] = std::uint8_t((pixel >> 5 & greenMax) * 255 / greenMax);
            out[2] = std::uint8_t((pixel & 31) * 255 / 31);
        }
    }
    return image;
}

}  // namespace inference::imaging
