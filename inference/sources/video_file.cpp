#include "sources/video_file.h"

#include "core/error.h"
#include "sources/mat_p.h"

#include <opencv2/videoio.hpp>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <string_view>
#include <system_error>

namespace inference::sources {
namespace {

/// Throws unless it is a file that may hold a video itself.
void checkFile(const std::filesystem::path& file)
{
    std::error_code failed;
    const auto status = std::filesystem::status(file, failed);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Error(ErrorCode::FileMissing, {}, file);
    if (failed || !std::filesystem::is_regular_file(status))
        throw Error(ErrorCode::FileUnreadable, {failed ? failed.message() : "not-a-video"}, file);
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::FileUnreadable, {std::generic_category().message(errno ? errno : EIO)}, file);
    std::string start(64, '\0');
    stream.read(start.data(), std::streamsize(start.size()));
    start.resize(std::size_t(stream.gcount()));
    if (start.empty())
        throw Error(ErrorCode::FileEmpty, {}, file);
    // Lists that FFmpeg would follow to other files and addresses.
    if (start.starts_with("\xEF\xBB\xBF"))
        start.erase(0, 3);
    start.erase(0, start.find_first_not_of(" \t\r\n"));
    for (const std::string_view list : {"#EXTM3U", "ffconcat", "v=0", "<?xml", "<MPD", "file ", "[playlist]", "[Reference]"})
        if (start.starts_with(list))
            throw Error(ErrorCode::FileUnreadable, {"not-a-video"}, file);
}

}  // namespace

struct VideoFile::Reader {
    cv::VideoCapture capture;
    cv::Mat picture;
    std::string name;
    Size size;
    double framesPerSecond = 0;
    double count = 0;  ///< of pictures, as the file says; 0: not known
};

VideoFile::VideoFile(std::filesystem::path file, bool loop)
    : m_file(std::move(file))
    , m_loop(loop)
{
}

VideoFile::~VideoFile() = default;

void VideoFile::open(const std::stop_token& stop)
{
    close();
    if (stop.stop_requested())
        throw Cancelled();
    checkFile(m_file);
    quietOpenCv();
    auto reader = std::make_unique<Reader>();
    reader->name = m_file.filename().string();
    // Absolute: FFmpeg takes "name:rest" for a protocol.
    const std::string path = std::filesystem::absolute(m_file).string();
    const int milliseconds = int(timeout.count());
    try {
        if (!reader->capture.open(path, cv::CAP_FFMPEG,
                {cv::CAP_PROP_OPEN_TIMEOUT_MSEC, milliseconds, cv::CAP_PROP_READ_TIMEOUT_MSEC, milliseconds}))
            throw Error(ErrorCode::FileUnreadable, {"not-a-video"}, m_file);
        const auto number = [&](int property) {
            const double value = reader->capture.get(property);
            return std::isfinite(value) && value > 0 ? value : 0;
        };
        reader->size = {int(number(cv::CAP_PROP_FRAME_WIDTH)), int(number(cv::CAP_PROP_FRAME_HEIGHT))};
        const double framesPerSecond = number(cv::CAP_PROP_FPS);
        reader->framesPerSecond = framesPerSecond <= 1000 ? framesPerSecond : 0;  // a container without times says its time base
        const double count = number(cv::CAP_PROP_FRAME_COUNT);
        reader->count = count < 1e9 ? count : 0;
    } catch (const cv::Exception&) {
        throw Error(ErrorCode::FileUnreadable, {"not-a-video"}, m_file);
    }
    m_reader = std::move(reader);
    m_over = m_any = false;
}

std::optional<Frame> VideoFile::read(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Cancelled();
    if (!m_reader)
        throw Error(ErrorCode::SourceLost, {m_file.filename().string(), "not-open"});
    if (m_over)
        return std::nullopt;
    std::optional<Frame> frame = readNext();
    if (!frame && m_loop && m_any) {
        open(stop);  // not a seek: not every container goes back to its very first picture
        frame = readNext();
    }
    m_over = !frame;
    return frame;
}

std::optional<Frame> VideoFile::readNext()
{
    try {
        const double position = m_reader->capture.get(cv::CAP_PROP_POS_FRAMES);
        if (!m_reader->capture.read(m_reader->picture) || m_reader->picture.empty())
            return std::nullopt;
        Frame frame;
        frame.image = imageOf(m_reader->picture, m_reader->name);
        frame.exposed = Clock::now();
        frame.file = m_file;
        frame.position = m_reader->framesPerSecond > 0 ? std::max(0.0, position) / m_reader->framesPerSecond : 0;
        m_any = true;
        return frame;
    } catch (const cv::Exception&) {
        return std::nullopt;  // as a file that ends here
    }
}

void VideoFile::close() noexcept
{
    m_reader.reset();
}

SourceFacts VideoFile::facts() const
{
    SourceFacts facts {m_file.filename().string(), {}, 0, "", false, false};
    if (m_reader) {
        facts.size = m_reader->size;
        facts.framesPerSecond = m_reader->framesPerSecond;
    }
    return facts;
}

double VideoFile::duration() const
{
    return m_reader && m_reader->framesPerSecond > 0 ? m_reader->count / m_reader->framesPerSecond : 0;
}

void VideoFile::seek(double seconds)
{
    if (!m_reader)
        throw Error(ErrorCode::SourceLost, {m_file.filename().string(), "not-open"});
    if (!std::isfinite(seconds))
        throw Error(ErrorCode::BadInput, {"time in a video"});
    double frame = std::max(0.0, std::floor(seconds * m_reader->framesPerSecond + 0.5));
    if (m_reader->count > 0)
        frame = std::min(frame, m_reader->count - 1);
    try {
        if (frame == 0)
            open({});  // see read()
        else
            m_reader->capture.set(cv::CAP_PROP_POS_FRAMES, frame);
    } catch (const cv::Exception& error) {
        throw Error(ErrorCode::SourceLost, {m_file.filename().string(), error.err});
    }
    m_over = false;
}

}  // namespace inference::sources
