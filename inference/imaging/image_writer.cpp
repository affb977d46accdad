#include "imaging/image_writer.h"

#include "core/error.h"
#include "imaging/mat_p.h"

#include <cerrno>
#include <fstream>
#include <new>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <system_error>

namespace inference::imaging {
namespace {

constexpr int uncompressed = 1;  // TIFF's own number

[[noreturn]] void throwSystemError(const std::filesystem::path& path, int number)
{
    throw Error(ErrorCode::WriteFailed, {std::generic_category().message(number ? number : EIO)}, path);
}

/// Writes beside the target and renames, so that nobody ever reads half a file.
void writeFile(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes)
{
    std::filesystem::path part = path;
    part += ".part";
    errno = 0;
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    if (!file)
        throwSystemError(path, errno);
    file.write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
    file.close();
    const int number = errno;
    std::error_code problem;
    if (!file) {
        std::filesystem::remove(part, problem);
        throwSystemError(path, number);
    }
    std::filesystem::rename(part, path, problem);
    if (problem) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw Error(ErrorCode::WriteFailed, {problem.message()}, path);
    }
}

/// A picture that the encoder turns away, such as one wider than libpng allows, says nothing of the disk.
std::vector<std::uint8_t> encode(const char* ending, const cv::Mat& pixels, const std::vector<int>& options)
{
    std::vector<std::uint8_t> bytes;
    try {
        if (!cv::imencode(ending, pixels, bytes, options))
            throw Error(ErrorCode::Internal, {std::string(ending + 1) + " encoder"});
    } catch (const cv::Exception& error) {
        throw error.code == cv::Error::StsNoMem ? Error(ErrorCode::OutOfMemory)
                                                : Error(ErrorCode::Internal, {std::string(ending + 1) + " encoder: " + error.err});
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory);
    }
    return bytes;
}

/// Runs `make` and names the file in what it throws.
template <typename Make>
std::vector<std::uint8_t> bytesFor(const std::filesystem::path& path, Make&& make)
{
    try {
        return make();
    } catch (const Error& error) {
        throw error.of(path);
    }
}

}  // namespace

std::vector<std::uint8_t> encodePng(const Image& image)
{
    if (image.empty() || image.channels == 2)
        throw Error(ErrorCode::BadInput, {"image"});
    // Without a level of its own OpenCV takes zlib's fastest, with run lengths of differences.
    if (image.channels == 1)
        return encode(".png", matOf(image), {});
    cv::Mat pixels;
    cv::cvtColor(matOf(image), pixels, image.channels == 3 ? cv::COLOR_RGB2BGR : cv::COLOR_RGBA2BGRA);
    return encode(".png", pixels, {});
}

std::vector<std::uint8_t> encodeMap(const AnomalyMap& map)
{
    if (map.empty() || map.values.size() != std::size_t(map.width) * std::size_t(map.height))
        throw Error(ErrorCode::BadInput, {"map"});
    const cv::Mat pixels(map.height, map.width, CV_32FC1, const_cast<float*>(map.values.data()));
    return encode(".tiff", pixels, {cv::IMWRITE_TIFF_COMPRESSION, uncompressed});
}

void writeMap(const std::filesystem::path& path, const AnomalyMap& map)
{
    writeFile(path, bytesFor(path, [&] { return encodeMap(map); }));
}

void writePng(const std::filesystem::path& path, const Image& image)
{
    if (image.bytesPerChannel != 1)
        throw Error(ErrorCode::BadInput, {"image"}, path);
    writeFile(path, bytesFor(path, [&] { return encodePng(image); }));
}

}  // namespace inference::imaging
