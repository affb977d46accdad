#include "sources/ffmpeg_reader_p.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/orient.h"
#include "sources/ffmpeg_picture_p.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>

namespace inference::sources {
namespace {

using Clock = std::chrono::steady_clock;

// Containers with a picture in them. Lists of other files and addresses (hls, dash, concat, image2, sdp) are not among them, so that what
// a stranger sent never makes the program open something else.
constexpr const char* fileFormats
    = "avi,mov,mp4,matroska,webm,mpegts,mpeg,mpegvideo,m4v,asf,flv,ogg,mxf,mjpeg,ivf,nut,yuv4mpegpipe,h264,hevc,dv";
constexpr const char* networkFormats = "mpjpeg,mjpeg,rtsp,mpegts,mov,mp4,matroska,webm,flv,h264,hevc";

struct Dictionary {
    AVDictionary* entries = nullptr;
    ~Dictionary() { av_dict_free(&entries); }
    void set(const char* key, const char* value) { av_dict_set(&entries, key, value, 0); }
};

/// How a stream's display matrix turns its pictures, as EXIF's 1..8: the nearest quarter turn, mirrored or not.
int orientationOf(const AVStream& stream)
{
    std::size_t size = 0;
    const std::uint8_t* data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    std::int32_t matrix[9];
    if (!data || size < sizeof(matrix))
        return 1;
    std::memcpy(matrix, data, sizeof(matrix));
    // x' = a x + c y, y' = b x + d y
    const std::int64_t a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];
    if (std::abs(a) + std::abs(d) >= std::abs(b) + std::abs(c))
        return a >= 0 ? (d >= 0 ? 1 : 4) : (d >= 0 ? 2 : 3);
    return b >= 0 ? (c >= 0 ? 5 : 6) : (c >= 0 ? 8 : 7);
}

}  // namespace

struct FfmpegReader::Parts {
    AVFormatContext* format = nullptr;
    AVCodecContext* codec = nullptr;
    AVPacket* packet = av_packet_alloc();
    AVFrame* frame = av_frame_alloc();
    FfmpegPicture picture;
    std::string address;
    Limits limits;
    int index = -1;
    int orientation = 1;  ///< as EXIF's
    double skipUntil = -INFINITY;  ///< seconds: pictures that begin before are on the way to where a seek goes
    std::optional<double> sought;  ///< until its first picture has come
    std::int64_t decoded = 0;
    bool draining = false;
    bool late = false;
    bool cutOff = false;  ///< FFmpeg was told to break off, or could not read on

    // of the call that waits; closing asks for them too
    std::stop_token stop;
    Clock::time_point deadline;

    ~Parts()
    {
        av_packet_free(&packet);
        av_frame_free(&frame);
        avcodec_free_context(&codec);
        avformat_close_input(&format);
    }
    static int isToEnd(void* self)
    {
        auto* parts = static_cast<Parts*>(self);
        parts->late = parts->late || Clock::now() >= parts->deadline;
        return parts->late || parts->stop.stop_requested();
    }
    /// FFmpeg asks it amid what it does.
    static int isToBreakOff(void* self)
    {
        auto* parts = static_cast<Parts*>(self);
        parts->late = parts->late || (parts->limits.breakOff && parts->limits.breakOff());
        parts->cutOff = isToEnd(self) || parts->cutOff;
        return parts->cutOff;
    }
    void begin(const std::stop_token& token, std::chrono::milliseconds time)
    {
        stop = token;
        deadline = Clock::now() + time;
        late = false;
        if (format && format->pb)
            format->pb->error = 0;
    }
    [[noreturn]] void fail() const
    {
        if (stop.stop_requested())
            throw Cancelled();
        throw late ? Failure::Timeout : Failure::Refused;
    }

    AVStream* stream() const { return format->streams[index]; }
    double secondsOf(std::int64_t time) const
    {
        const std::int64_t start = stream()->start_time == AV_NOPTS_VALUE ? 0 : stream()->start_time;
        return double(time - start) * av_q2d(stream()->time_base);
    }
    double rate() const
    {
        const double rate = av_q2d(av_guess_frame_rate(format, stream(), nullptr));
        return std::isfinite(rate) && rate > 0 && rate <= 1000 ? rate : 0;
    }
    double halfFrame() const { return rate() > 0 ? 0.5 / rate() : 0; }
    bool goTo(double seconds);
    void openFormat();
    void openCodec();
    bool feed();
    std::optional<double> nextDecoded();
};

FfmpegReader::FfmpegReader() = default;
FfmpegReader::~FfmpegReader() = default;

void FfmpegReader::open(const std::string& address, const Limits& limits, const std::stop_token& stop)
{
    m_parts = opened(address, limits, stop);
}

std::unique_ptr<FfmpegReader::Parts> FfmpegReader::opened(const std::string& address, const Limits& limits, const std::stop_token& stop)
{
    // Its messages may hold addresses with passwords. Each time: other users of FFmpeg set it, too.
    av_log_set_level(AV_LOG_QUIET);
    auto parts = std::make_unique<Parts>();
    if (!parts->packet || !parts->frame)
        throw std::bad_alloc();
    parts->address = address;
    parts->limits = limits;
    parts->begin(stop, limits.open);
    parts->openFormat();
    parts->openCodec();
    return parts;
}

void FfmpegReader::Parts::openFormat()
{
    Dictionary options;
    if (limits.network) {
        options.set("protocol_whitelist", "http,https,httpproxy,tls,tcp");
        options.set("format_whitelist", networkFormats);
        options.set("rtsp_transport", "tcp");
        options.set("fflags", "nobuffer");
        options.set("analyzeduration", "1000000");  // µs; five seconds of a slow camera otherwise
    } else {
        options.set("protocol_whitelist", "file");
        options.set("format_whitelist", fileFormats);
    }
    format = avformat_alloc_context();
    if (!format)
        throw std::bad_alloc();
    format->interrupt_callback = {isToBreakOff, this};
    if (avformat_open_input(&format, address.c_str(), nullptr, &options.entries)
        < 0)  // frees and clears `format` when it fails
        fail();
    if (avformat_find_stream_info(format, nullptr) < 0 || isToEnd(this))
        fail();
}

void FfmpegReader::Parts::openCodec()
{
    const AVCodec* decoder = nullptr;
    index = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
    if (index < 0 || !decoder)
        fail();
    for (unsigned i = 0; i < format->nb_streams; ++i)
        if (int(i) != index)
            format->streams[i]->discard = AVDISCARD_ALL;
    codec = avcodec_alloc_context3(decoder);
    if (!codec)
        throw std::bad_alloc();
    if (avcodec_parameters_to_context(codec, stream()->codecpar) < 0)
        fail();
    orientation = orientationOf(*stream());
    codec->pkt_timebase = stream()->time_base;
    codec->max_pixels = imaging::greatestPixelCount;
    // Threads that decode beside each other give each picture several frames later.
    codec->thread_count = limits.network ? 1 : 2;
    if (limits.network && stream()->codecpar->video_delay == 0)  // pictures that come out of order would stay so
        codec->flags |= AV_CODEC_FLAG_LOW_DELAY;
    if (avcodec_open2(codec, decoder, nullptr) < 0)
        fail();
}

/// Gives the decoder more to decode; false: there is nothing more.
bool FfmpegReader::Parts::feed()
{
    if (draining)
        return false;
    while (!isToEnd(this)) {
        const int got = av_read_frame(format, packet);
        if (got == AVERROR(EAGAIN)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            continue;
        }
        if (!limits.network && format->pb && format->pb->error < 0)  // of the disk
            late = cutOff = true;
        if (cutOff) {  // not the end of the file, and what came of a packet may be half of it
            av_packet_unref(packet);
            return false;
        }
        if (got < 0) {
            if (stop.stop_requested() || limits.network)
                return false;
            draining = true;
            return avcodec_send_packet(codec, nullptr) >= 0;
        }
        const bool ours = packet->stream_index == index;
        if (ours)
            avcodec_send_packet(codec, packet);  // what can't be decoded gives no picture
        av_packet_unref(packet);
        if (ours)
            return true;
    }
    return false;
}

/// Decodes the next whole picture into `frame` and answers its time; nothing at the end.
std::optional<double> FfmpegReader::Parts::nextDecoded()
{
    for (;;) {
        if (stop.stop_requested())
            throw Cancelled();
        av_frame_unref(frame);
        const int got = avcodec_receive_frame(codec, frame);
        if (got == AVERROR(EAGAIN)) {
            if (feed())
                continue;
            if (stop.stop_requested())
                throw Cancelled();
            return std::nullopt;
        }
        if (got == AVERROR_EOF)
            return std::nullopt;
        if (got < 0 || (frame->flags & AV_FRAME_FLAG_CORRUPT) || frame->decode_error_flags != 0) {
            if (isToEnd(this))  // nothing but damage
                return std::nullopt;
            continue;
        }
        const std::int64_t time = frame->best_effort_timestamp;
        const double counted = rate() > 0 ? double(decoded) / rate() : 0;
        ++decoded;
        return time == AV_NOPTS_VALUE ? counted : secondsOf(time);
    }
}

std::optional<FfmpegReader::Picture> FfmpegReader::read(const std::stop_token& stop)
{
    m_parts->begin(stop, m_parts->limits.read);
    for (;;) {
        const std::optional<double> seconds = m_parts->nextDecoded();
        if (!seconds && m_parts->late)
            return std::nullopt;
        // Some containers land behind where they were sent, or behind their last picture: then from the start.
        const auto sought = std::exchange(m_parts->sought, std::nullopt);
        if (sought && (!seconds || *seconds > *sought + m_parts->halfFrame())) {
            if (!fromStart())
                return std::nullopt;
            m_parts->begin(stop, m_parts->limits.read);
            continue;
        }
        if (!seconds)
            return std::nullopt;
        if (*seconds < m_parts->skipUntil) {
            m_parts->deadline = Clock::now() + m_parts->limits.read;
            continue;
        }
        m_parts->skipUntil = -INFINITY;
        return Picture {imaging::oriented(m_parts->picture.imageOf(*m_parts->frame), m_parts->orientation), std::max(0.0, *seconds)};
    }
}

bool FfmpegReader::timedOut() const
{
    return m_parts->late;
}

bool FfmpegReader::cutOff() const
{
    return m_parts->cutOff;
}

bool FfmpegReader::Parts::goTo(double seconds)
{
    begin({}, limits.open);
    cutOff = false;
    const std::int64_t start = stream()->start_time == AV_NOPTS_VALUE ? 0 : stream()->start_time;
    const auto time = std::int64_t(std::llround(seconds / av_q2d(stream()->time_base)));
    const bool went = av_seek_frame(format, index, start + time, AVSEEK_FLAG_BACKWARD) >= 0;
    cutOff = cutOff || !went;
    avcodec_flush_buffers(codec);
    draining = false;
    return !cutOff;
}

/// On the way to where a seek goes. Not by a seek itself: not every container goes back to its very first picture. False: cut off.
bool FfmpegReader::fromStart()
{
    try {
        auto parts = opened(m_parts->address, m_parts->limits, {});
        parts->skipUntil = m_parts->skipUntil;
        m_parts = std::move(parts);
        return true;
    } catch (Failure) {
        m_parts->late = m_parts->cutOff = true;
        return false;
    }
}

bool FfmpegReader::seek(double seconds)
{
    m_parts->skipUntil = seconds - m_parts->halfFrame();
    m_parts->sought = seconds;
    return m_parts->goTo(seconds) || m_parts->goTo(0);
}

bool FfmpegReader::seekBehind(double seconds)
{
    m_parts->skipUntil = std::nextafter(seconds, INFINITY);
    m_parts->sought = seconds;
    return m_parts->goTo(seconds) || fromStart();
}

Size FfmpegReader::size() const
{
    const Size stored {m_parts->codec->width, m_parts->codec->height};
    return m_parts->orientation < 5 ? stored : Size {stored.height, stored.width};
}

double FfmpegReader::framesPerSecond() const
{
    return m_parts->rate();
}

double FfmpegReader::duration() const
{
    const AVStream* stream = m_parts->stream();
    if (stream->duration != AV_NOPTS_VALUE && stream->duration > 0)
        return double(stream->duration) * av_q2d(stream->time_base);
    return m_parts->format->duration > 0 ? double(m_parts->format->duration) / AV_TIME_BASE : 0;
}

}  // namespace inference::sources
