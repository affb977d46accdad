#include "sources/video_file.h"

#include "core/error.h"
#include "sources/ffmpeg_reader_p.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <system_error>

namespace inference::sources {
namespace {

constexpr int mostStalls = 5;  // at one place

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
    if (stream.peek() == std::ifstream::traits_type::eof())
        throw Error(ErrorCode::FileEmpty, {}, file);
}

}  // namespace

struct VideoFile::Reader {
    FfmpegReader video;
};

VideoFile::VideoFile(std::filesystem::path file, bool loop, std::chrono::milliseconds readTimeout, std::function<bool()> breakOff)
    : m_file(std::move(file))
    , m_loop(loop)
    , m_readTimeout(readTimeout)
    , m_breakOff(std::move(breakOff))
{
}

VideoFile::~VideoFile() = default;

void VideoFile::open(const std::stop_token& stop)
{
    close();
    m_reader = opened(stop);
    m_over = m_any = false;
    m_last.reset();
    m_sought.reset();
    m_stalls = 0;
}

std::unique_ptr<VideoFile::Reader> VideoFile::opened(const std::stop_token& stop) const
{
    if (stop.stop_requested())
        throw Cancelled();
    checkFile(m_file);
    auto reader = std::make_unique<Reader>();
    try {
        // Absolute: FFmpeg takes "name:rest" for a protocol.
        reader->video.open(std::filesystem::absolute(m_file).string(), {false, timeout, m_readTimeout, m_breakOff}, stop);
    } catch (FfmpegReader::Failure failure) {
        throw Error(
            ErrorCode::FileUnreadable, {failure == FfmpegReader::Failure::Timeout ? "timeout" : "not-a-video"}, m_file);
    }
    return reader;
}

/// Not by a seek: not every container goes back to its very first picture. The old reader is kept when `stop` is asked for: it is at its end once more then.
void VideoFile::startAgain(const std::stop_token& stop)
{
    try {
        m_reader = opened(stop);
        m_any = false;
        m_last.reset();
        m_sought.reset();
    } catch (const Error& error) {  // not one picture's: there will be no more
        close();
        throw Error(ErrorCode::SourceLost, {m_file.filename().string(), error.arguments().empty() ? "not-there" : error.arguments().front()});
    }
}

std::optional<Frame> VideoFile::read(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Cancelled();
    if (!m_reader)
        throw Error(ErrorCode::SourceLost, {m_file.filename().string(), "not-open"});
    if (m_over)
        return std::nullopt;
    if (m_reader->video.cutOff()) {
        goOn();
        return std::nullopt;  // a call of its own, for the time that it takes
    }
    std::optional<Frame> frame = readNext();
    if (!frame && m_loop && m_any && !m_reader->video.timedOut()) {
        startAgain(stop);
        frame = readNext();
    }
    m_over = !frame && !m_reader->video.timedOut();
    return frame;
}

/// Back to behind the last picture that was given: what came of a packet may be half of it. Not from the start, where all would come once more.
/// What fails is tried again by the next read(), a few times: then the rest is not passed over without a word.
void VideoFile::goOn()
{
    if (m_stalls++ == mostStalls) {
        m_over = true;
        throw Error(ErrorCode::FileUnreadable, {"rest:" + std::to_string(int(m_last.value_or(m_sought.value_or(0))))}, m_file);
    }
    if (m_last) {
        m_reader->video.seekBehind(*m_last);
    } else if (m_sought) {
        m_reader->video.seek(*m_sought);
    } else {
        try {
            m_reader = opened({});
        } catch (const Error&) {  // the old one is cut off still
        }
    }
}

std::optional<Frame> VideoFile::readNext()
{
    auto picture = m_reader->video.read({});
    if (!picture)
        return std::nullopt;
    Frame frame;
    frame.image = std::move(picture->image);
    frame.exposed = Clock::now();
    frame.file = m_file;
    frame.position = picture->seconds;
    m_any = true;
    m_last = picture->seconds;
    m_stalls = 0;
    return frame;
}

void VideoFile::close() noexcept
{
    m_reader.reset();
}

SourceFacts VideoFile::facts() const
{
    SourceFacts facts {m_file.filename().string(), {}, 0, "", false, false};
    if (m_reader) {
        facts.size = m_reader->video.size();
        facts.framesPerSecond = m_reader->video.framesPerSecond();
    }
    return facts;
}

double VideoFile::duration() const
{
    return m_reader ? m_reader->video.duration() : 0;
}

void VideoFile::seek(double seconds)
{
    if (!m_reader)
        throw Error(ErrorCode::SourceLost, {m_file.filename().string(), "not-open"});
    if (!std::isfinite(seconds))
        throw Error(ErrorCode::BadInput, {"time in a video"});
    const double rate = m_reader->video.framesPerSecond();
    const double length = duration();
    if (length > 0)
        seconds = std::min(seconds, length - (rate > 0 ? 1 / rate : 0));
    seconds = std::max(seconds, 0.0);
    if (seconds == 0 || !m_reader->video.seek(seconds)) {
        open({});  // not every container goes back to its very first picture
        return;
    }
    m_over = false;
    m_last.reset();
    m_sought = seconds;
    m_stalls = 0;
}

}  // namespace inference::sources
