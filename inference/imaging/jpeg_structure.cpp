#include "imaging/ifd_p.h"
#include "imaging/image_structure_p.h"

#include <cstring>
#include <string>

namespace inference::imaging {
namespace {

using namespace std::string_view_literals;

constexpr int startOfScan = 0xda;
constexpr int endOfImage = 0xd9;
constexpr int application1 = 0xe1;
/// Encoders write some ten scans; each costs the decoder a pass over the whole picture, however few its bytes. libtiff's limit too.
constexpr int greatestScans = 100;

/// SOF0..SOF15, less the three codes of that range that mean something else (DHT, JPG, DAC).
bool isFrame(int marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

bool standsAlone(int marker)
{
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/// A marker and the bytes behind it.
struct Segment {
    int marker;
    std::uint64_t data;    ///< first byte behind the length
    std::uint64_t length;  ///< of the data
    std::uint64_t next() const { return data + length; }
};

/// The segment whose 0xff stands at `at`; fill bytes are passed over.
Segment segmentAt(ByteView bytes, std::uint64_t at)
{
    if (bytes.u8(at) != 0xff)
        throw Error(ErrorCode::ImageCorrupt);
    while (bytes.u8(at) == 0xff)
        ++at;
    const int marker = bytes.u8(at);
    if (standsAlone(marker) || marker == endOfImage)
        return {marker, at + 1, 0};
    const std::uint16_t length = bytes.u16(at + 1);
    if (length < 2)
        throw Error(ErrorCode::ImageCorrupt);
    bytes.require(at + 1, length);
    return {marker, at + 3, std::uint64_t(length) - 2};
}

/// Where the entropy-coded data that begin at `at` end: at the next marker that is neither a stuffed zero nor a restart.
std::uint64_t scanEnd(ByteView bytes, std::uint64_t at)
{
    for (;;) {
        bytes.require(at, 1);
        const void* found = std::memchr(bytes.data() + at, 0xff, bytes.size() - at);
        if (!found)
            throw Error(ErrorCode::ImageTruncated);
        at = std::uint64_t(static_cast<const std::uint8_t*>(found) - bytes.data());
        const int next = bytes.u8(at + 1);
        if (next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7))
            return at;
        at += next == 0xff ? 1 : 2;
    }
}

void readFrame(ByteView frame, FileInfo& info)
{
    const int precision = frame.u8(0);
    const int components = frame.u8(5);
    if (precision != 8)
        throw Error(ErrorCode::ImageUnsupported, {"jpeg-bits:" + std::to_string(precision)});
    if (components == 4)
        throw Error(ErrorCode::ImageUnsupported, {"cmyk"});
    if (components != 1 && components != 3)
        throw Error(ErrorCode::ImageUnsupported, {"jpeg-components:" + std::to_string(components)});
    info.size = {frame.u16(3), frame.u16(1)};
    requireAcceptable(info.size);
    info.channels = components;
}

}  // namespace

FileInfo readJpegInfo(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Big);
    FileInfo info {FileFormat::Jpeg, {}, 1, 3, false};
    bool frame = false;
    bool exif = false;
    Segment segment = segmentAt(bytes, 2);
    for (; segment.marker != startOfScan; segment = segmentAt(bytes, segment.next())) {
        const ByteView data = bytes.part(segment.data, segment.length);
        if (segment.marker == endOfImage)
            throw Error(ErrorCode::ImageCorrupt);
        if (isFrame(segment.marker) && !frame) {
            readFrame(data, info);
            frame = true;
        } else if (segment.marker == application1 && !exif && data.has(0, "Exif\0\0"sv)) {
            info.orientation = exifOrientation(data);
            exif = true;
        }
    }
    if (!frame)
        throw Error(ErrorCode::ImageCorrupt);
    return info;
}

void checkJpeg(ByteView file)
{
    const ByteView bytes = file.ordered(ByteOrder::Big);
    int scans = 0;
    for (Segment segment = segmentAt(bytes, 2); segment.marker != endOfImage;) {
        const bool scan = segment.marker == startOfScan;
        scans += scan;
        if (scans > greatestScans)
            throw Error(ErrorCode::ImageCorrupt);
        segment = segmentAt(bytes, scan ? scanEnd(bytes, segment.next()) : segment.next());
    }
}

}  // namespace inference::imaging
