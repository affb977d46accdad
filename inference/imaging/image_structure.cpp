#include "imaging/image_structure_p.h"

#include "imaging/decode.h"

#include <algorithm>
#include <string>

namespace inference::imaging {
namespace {

using namespace std::string_view_literals;

FileInfo readInfoOf(FileFormat format, ByteView bytes)
{
    switch (format) {
    case FileFormat::Png: return readPngInfo(bytes);
    case FileFormat::Jpeg: return readJpegInfo(bytes);
    case FileFormat::Bmp: return readBmpInfo(bytes);
    case FileFormat::Tiff: return readTiffInfo(bytes);
    case FileFormat::Webp: return readWebpInfo(bytes);
    }
    throw Error(ErrorCode::ImageUnknownFormat);
}

}  // namespace

FileFormat formatOf(ByteView bytes)
{
    if (bytes.has(0, "\x89PNG\r\n\x1a\n"sv))
        return FileFormat::Png;
    if (bytes.has(0, "\xff\xd8\xff"sv))
        return FileFormat::Jpeg;
    if (bytes.has(0, "RIFF"sv) && bytes.has(8, "WEBP"sv))
        return FileFormat::Webp;
    for (const auto signature : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})
        if (bytes.has(0, signature))
            return FileFormat::Tiff;
    // "BM" alone begins many a text: the size of the next header must be one that exists
    if (bytes.has(0, "BM"sv) && bytes.size() < 18)
        throw Error(ErrorCode::ImageTruncated);
    if (bytes.has(0, "BM"sv))
        for (const std::uint32_t header : {12u, 16u, 40u, 52u, 56u, 64u, 108u, 124u})
            if (bytes.u32(14) == header)
                return FileFormat::Bmp;
    for (const auto signature : {"\x89PNG\r\n\x1a\n"sv, "\xff\xd8\xff"sv, "RIFF"sv})
        if (bytes.size() < signature.size() && bytes.has(0, signature.substr(0, bytes.size())))
            throw Error(ErrorCode::ImageTruncated);
    if (bytes.has(0, "RIFF"sv) && bytes.size() < 12)
        throw Error(ErrorCode::ImageTruncated);
    throw Error(ErrorCode::ImageUnknownFormat);
}

void requireAcceptable(Size size)
{
    if (size.width < 1 || size.height < 1)
        throw Error(ErrorCode::ImageCorrupt);
    if (std::int64_t(size.width) * size.height > greatestPixelCount || std::max(size.width, size.height) > greatestSide)
        throw Error(ErrorCode::ImageTooLarge, {std::to_string(size.width), std::to_string(size.height),
                                               std::to_string(greatestPixelCount / 1'000'000)});
}

FileInfo readInfo(ByteView bytes)
{
    const FileInfo info = readInfoOf(formatOf(bytes), bytes);
    requireAcceptable(info.size);
    return info;
}

void checkComplete(ByteView bytes, const FileInfo& info)
{
    switch (info.format) {
    case FileFormat::Png: return checkPng(bytes);
    case FileFormat::Jpeg: return checkJpeg(bytes);
    case FileFormat::Bmp: return checkBmp(bytes);
    case FileFormat::Tiff: return checkTiff(bytes);
    case FileFormat::Webp: return checkWebp(bytes);
    }
}

}  // namespace inference::imaging
