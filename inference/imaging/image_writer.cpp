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
void encodeAndWrite(const std::filesystem::path& path, const char* ending, const cv::Mat& pixels, const std::vector<int>& options)
{
    std::vector<std::uint8_t> bytes;
    try {
        if (!cv::imencode(ending, pixels, bytes, options))
            throw Error(ErrorCode::Internal, {std::string(ending + 1) + " encoder"}, path);
    } catch (const cv::Exception& error) {
        throw error.code == cv::Error::StsNoMem ? Error(ErrorCode::OutOfMemory, {}, path)
                                                : Error(ErrorCode::Internal, {std::string(ending + 1) + " encoder: " + error.err}, path);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {}, path);
    }
    writeFile(path, bytes);
}

}  // namespace

void writeMap(const std::filesystem::path& path, const AnomalyMap& map)
{
    if (map.empty() || map.values.size() != std::size_t(map.width) * std::size_t(map.height))
        throw Error(ErrorCode::BadInput, {"map"}, path);
    const cv::Mat pixels(map.height, map.width, CV_32FC1, const_cast<float*>(map.values.data()));
    encodeAndWrite(path, ".tiff", pixels, {cv::IMWRITE_TIFF_COMPRESSION, uncompressed});
}

void writePng(const std::filesystem::path& path, const Image& image)
{
    if (image.empty() || image.bytesPerChannel != 1 || image.channels == 2)
        throw Error(ErrorCode::BadInput, {"image"}, path);
    cv::Mat pixels;
    if (image.channels == 1)
        pixels = matOf(image);
    else if (image.channels == 3)
        cv::cvtColor(matOf(image), pixels, cv::COLOR_RGB2BGR);
    else
        cv::cvtColor(matOf(image), pixels, cv::COLOR_RGBA2BGRA);
    encodeAndWrite(path, ".png", pixels, {});
}

}  // namespace inference::imaging
