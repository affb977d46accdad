#include "imaging/decode.h"

#include "imaging/bmp_structure_p.h"
#include "imaging/decode_tiff_p.h"
#include "imaging/file_bytes_p.h"
#include "imaging/image_structure_p.h"
#include "imaging/mat_p.h"
#include "imaging/orient.h"
#include "imaging/resample.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <new>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

namespace inference::imaging {
namespace {

/// Nearly every header stands in this many bytes; the rest of the file is read only when it doesn't.
constexpr std::uint64_t headerBytes = 256 * 1024;
constexpr std::uint64_t greatestFile = 0x7fffffff;

/// Runs `work`, whose errors are said of `path`.
template<typename Work>
auto guarded(const std::filesystem::path& path, Work work)
{
    try {
        return work();
    } catch (const Error& error) {
        throw error.of(path);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {}, path);
    } catch (const cv::Exception& error) {
        throw Error(error.code == cv::Error::StsNoMem ? ErrorCode::OutOfMemory : ErrorCode::ImageCorrupt, {}, path);
    }
}

/// A file whose header has been accepted.
struct Loaded {
    std::vector<std::uint8_t> bytes;
    FileInfo info;
    ByteView view() const { return ByteView(bytes); }
};

/// OpenCV takes a buffer whose length is an int.
void requireBelowLimit(std::uint64_t size)
{
    if (size > greatestFile)
        throw Error(ErrorCode::ImageUnsupported, {"file-size"});
}

FileInfo readInfoOf(const std::filesystem::path& path, std::vector<std::uint8_t>& bytes)
{
    const std::uint64_t size = fileSize(path);
    bytes = readBytes(path, headerBytes);
    try {
        return readInfo(ByteView(bytes));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::ImageTruncated || size <= bytes.size())
            throw;
    }
    requireBelowLimit(size);
    bytes = readBytes(path, greatestFile);
    return readInfo(ByteView(bytes));
}

/// The whole file, its header accepted before the rest is read, its structure complete.
Loaded load(const std::filesystem::path& path)
{
    Loaded file;
    file.info = readInfoOf(path, file.bytes);
    const std::uint64_t size = fileSize(path);
    requireBelowLimit(size);
    if (size > file.bytes.size()) {
        file.bytes = readBytes(path, greatestFile);
        file.info = readInfo(file.view());
    }
    checkComplete(file.view(), file.info);
    return file;
}

cv::Mat decodeWithOpenCv(ByteView file, int flags)
{
    static const bool quiet = (cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT), true);
    static_cast<void>(quiet);
    const cv::Mat picture = cv::imdecode(cv::Mat(1, int(file.size()), CV_8UC1, const_cast<std::uint8_t*>(file.data())), flags);
    if (picture.empty())
        throw Error(ErrorCode::ImageCorrupt);
    if (picture.depth() != CV_8U && picture.depth() != CV_16U)
        throw Error(ErrorCode::ImageUnsupported, {"sample-format"});
    return picture;
}

/// OpenCV's blue, green, red (, alpha) as an Image of `channels`.
Image imageOf(const cv::Mat& picture, int channels)
{
    Image image = makeImage(picture.cols, picture.rows, channels, picture.depth() == CV_16U ? 2 : 1);
    cv::Mat out = matOf(image);
    const int found = picture.channels();
    if (found == channels && found == 1) {
        picture.copyTo(out);
    } else if (found == 1 && channels == 3) {
        cv::cvtColor(picture, out, cv::COLOR_GRAY2RGB);
    } else if (found == 4 && channels == 2) {
        const int grey[] = {0, 0, 3, 1};
        cv::mixChannels(&picture, 1, &out, 1, grey, 2);
    } else if (found >= 3 && channels == 1) {
        cv::extractChannel(picture, out, 0);
    } else if (found == 3 && channels == 3) {
        cv::cvtColor(picture, out, cv::COLOR_BGR2RGB);
    } else if (found == 4 && channels == 3) {
        cv::cvtColor(picture, out, cv::COLOR_BGRA2RGB);
    } else if (found == 4 && channels == 4) {
        cv::cvtColor(picture, out, cv::COLOR_BGRA2RGBA);
    } else {
        throw Error(ErrorCode::ImageUnsupported, {"channels:" + std::to_string(found)});
    }
    return image;
}

/// Of a file whose header and structure have been accepted.
Image decodeAccepted(ByteView file, const FileInfo& info)
{
    if (info.format == FileFormat::Tiff)
        return decodeTiff(file, info);
    if (info.format == FileFormat::Bmp && isReadByUs(readBmpHeader(file)))
        return decodeBmp(file, info);
    const cv::Mat picture = decodeWithOpenCv(file, cv::IMREAD_UNCHANGED);
    if (picture.cols != info.size.width || picture.rows != info.size.height)
        throw Error(ErrorCode::ImageCorrupt);
    Image image = imageOf(picture, info.channels);
    image.discrete = info.discrete;
    return image;
}

/// The strongest reduction inside the JPEG decoder that leaves at least `side` pixels.
int reductionFor(Size size, int side)
{
    const int longer = std::max(size.width, size.height);
    if (longer / 8 >= side)
        return cv::IMREAD_REDUCED_COLOR_8;
    if (longer / 4 >= side)
        return cv::IMREAD_REDUCED_COLOR_4;
    if (longer / 2 >= side)
        return cv::IMREAD_REDUCED_COLOR_2;
    return cv::IMREAD_COLOR;
}

/// `stored` is the size in the file, from which the small one is reckoned, however far the decoder reduced the picture.
Image shrunk(const Image& image, Size stored, int side)
{
    const int longer = std::max(stored.width, stored.height);
    if (longer <= side)
        return toRgb8(image);
    const auto scaled = [&](int length) { return std::max(1, int(std::lround(double(length) * side / longer))); };
    Image small = makeImage(scaled(stored.width), scaled(stored.height), image.channels, image.bytesPerChannel);
    cv::Mat out = matOf(small);
    cv::resize(matOf(image), out, out.size(), 0, 0, cv::INTER_AREA);
    return toRgb8(small);
}

}  // namespace

bool hasImageExtension(const std::filesystem::path& path)
{
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    static constexpr std::array endings {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

ImageHeader readHeader(const std::filesystem::path& path)
{
    return guarded(path, [&] {
        std::vector<std::uint8_t> bytes;
        const FileInfo info = readInfoOf(path, bytes);
        return ImageHeader {info.size, info.orientation, info.discrete};
    });
}

Image decode(const std::filesystem::path& path, DecodeOptions options)
{
    return guarded(path, [&] {
        const Loaded file = load(path);
        Image image = decodeAccepted(file.view(), file.info);
        return options.applyOrientation ? oriented(std::move(image), file.info.orientation) : image;
    });
}

Image decodeBytes(std::span<const std::uint8_t> file, DecodeOptions options)
{
    return guarded({}, [&] {
        if (file.empty())
            throw Error(ErrorCode::FileEmpty);
        requireBelowLimit(file.size());
        const ByteView bytes(file);
        const FileInfo info = readInfo(bytes);
        checkComplete(bytes, info);
        Image image = decodeAccepted(bytes, info);
        return options.applyOrientation ? oriented(std::move(image), info.orientation) : image;
    });
}

std::optional<Image> decodeIndices(const std::filesystem::path& path)
{
    return guarded(path, [&]() -> std::optional<Image> {
        Loaded file = load(path);
        const int bits = file.info.format == FileFormat::Png ? pngPaletteBits(file.view()) : 0;
        if (bits == 0)
            return std::nullopt;
        file.bytes = pngPaletteAsGrey(file.view());
        Image image = imageOf(decodeWithOpenCv(file.view(), cv::IMREAD_UNCHANGED), 1);
        if (image.bytesPerChannel != 1 || image.size() != file.info.size)
            throw Error(ErrorCode::ImageCorrupt);
        // The decoder stretches short samples to 0..255.
        const int step = bits < 8 ? 255 / ((1 << bits) - 1) : 1;
        for (std::uint8_t& index : image.pixels)
            index = std::uint8_t(index / step);
        return image;
    });
}

Image decodeThumbnail(const std::filesystem::path& path, int side)
{
    if (side < 1)
        throw Error(ErrorCode::BadInput, {"side"}, path);
    return guarded(path, [&] {
        const Loaded file = load(path);
        const Image image = file.info.format == FileFormat::Jpeg
            ? imageOf(decodeWithOpenCv(file.view(), reductionFor(file.info.size, side) | cv::IMREAD_IGNORE_ORIENTATION), 3)
            : decodeAccepted(file.view(), file.info);
        return oriented(shrunk(image, file.info.size, side), file.info.orientation);
    });
}

}  // namespace inference::imaging
