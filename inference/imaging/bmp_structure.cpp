#include "imaging/bmp_structure_p.h"

#include <algorithm>
#include <bit>
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

/// Where a sample stands in a pixel.
struct Sample {
    int shift = 0;
    std::uint32_t greatest = 0;

    explicit Sample(std::uint32_t mask)
        : shift(std::countr_zero(mask))
        , greatest(mask ? mask >> shift : 0)
    {
        if (greatest == 0 || greatest > 255 || (greatest & (greatest + 1)) != 0)
            throw Error(ErrorCode::ImageUnsupported, {"bmp-bit-masks"});
    }
    std::uint8_t of(std::uint32_t pixel) const
    {
        const std::uint32_t value = pixel >> shift & greatest;
        return std::uint8_t(greatest == 255 ? value : value * 255 / greatest);
    }
};

/// `row` holds whole pixels of 16, 24 or 32 bits.
void unpackPixels(const std::uint8_t* row, int bits, const std::vector<Sample>& samples, int width, std::uint8_t* out)
{
    for (int x = 0; x < width; ++x) {
        std::uint32_t pixel = 0;
        for (int shift = 0; shift < bits; shift += 8)
            pixel |= std::uint32_t(*row++) << shift;
        for (const Sample& sample : samples)
            *out++ = sample.of(pixel);
    }
}

/// `row` holds indices of 1, 4 or 8 bits, `palette` blue, green and red of each.
void unpackIndices(const std::uint8_t* row, int bits, const std::uint8_t* palette, int width, int channels, std::uint8_t* out)
{
    const int perByte = 8 / bits;
    for (int x = 0; x < width; ++x) {
        const int index = row[x / perByte] >> (8 - bits * (x % perByte + 1)) & ((1 << bits) - 1);
        for (int c = 0; c < channels; ++c)
            *out++ = palette[3 * index + 2 - c];
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
    const bool fits = masked ? header.bits > 8 : header.compression == 0 || header.bits == (header.compression == runLength8 ? 8 : 4);
    if (!fits)
        throw Error(ErrorCode::ImageCorrupt);
    static constexpr std::uint32_t usual16[] = {0x7c00, 0x3e0, 0x1f};
    static constexpr std::uint32_t usual[] = {0xff0000, 0xff00, 0xff};
    if (!masked && header.bits > 8)
        std::ranges::copy(header.bits == 16 ? usual16 : usual, header.masks);
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

bool isReadByUs(const BmpHeader& header)
{
    return header.bits == 16 || header.paletteEntrySize == 3 || header.compression == bitMasks || header.compression == bitMasksWithAlpha;
}

Image decodeBmp(ByteView file, const FileInfo& info)
{
    const ByteView bytes = file.ordered(ByteOrder::Little);
    const BmpHeader header = readBmpHeader(bytes);
    const bool indexed = header.bits <= 8;
    const ByteView palette = bytes.part(header.palette, std::uint64_t(header.paletteEntrySize) * header.colours);
    std::vector<Sample> samples;
    for (int c = 0; c < info.channels && !indexed; ++c)
        samples.emplace_back(header.masks[c]);
    Image image = makeImage(header.size.width, header.size.height, info.channels);
    image.discrete = info.discrete;
    for (int y = 0; y < image.height; ++y) {
        const int stored = header.topDown ? y : image.height - 1 - y;
        const ByteView row = bytes.part(header.pixels + header.stride() * std::uint64_t(stored), header.rowBytes());
        if (indexed)
            unpackIndices(row.data(), header.bits, palette.data(), image.width, image.channels, image.row(y));
        else
            unpackPixels(row.data(), header.bits, samples, image.width, image.row(y));
    }
    return image;
}

}  // namespace inference::imaging
