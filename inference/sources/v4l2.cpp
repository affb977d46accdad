#include "sources/v4l2_camera_p.h"

#include "core/error.h"
#include "sources/v4l2_pixels.h"

#include <algorithm>

#include <poll.h>

namespace inference::sources {
namespace {

constexpr __u32 wantedBuffers = 4;
constexpr std::chrono::milliseconds longestWait {250};  // of one read()
constexpr int slice = 10;                               // ms after which a read looks at `stop`

}  // namespace

std::vector<std::string> V4l2Camera::Camera::formats() const
{
    std::vector<std::string> names;
    v4l2_fmtdesc one {};
    one.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    for (one.index = 0; one.index < 256 && file.ask(VIDIOC_ENUM_FMT, one); ++one.index)
        names.push_back(fourCharacters(one.pixelformat));
    return names;
}

/// Sets form, size and rate; false: the driver refuses. Throws as chosenV4l2Format().
bool V4l2Camera::Camera::choose(const V4l2Options& options, const std::string& name)
{
    format = chosenV4l2Format(options.format, formats(), name);
    v4l2_format wanted {};
    wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (!file.ask(VIDIOC_G_FMT, wanted))
        return false;
    wanted.fmt.pix.pixelformat = codeOfFour(format);
    wanted.fmt.pix.field = V4L2_FIELD_ANY;
    wanted.fmt.pix.bytesperline = wanted.fmt.pix.sizeimage = 0;
    if (options.size.width > 0 && options.size.height > 0) {
        wanted.fmt.pix.width = __u32(options.size.width);
        wanted.fmt.pix.height = __u32(options.size.height);
    }
    if (!file.ask(VIDIOC_S_FMT, wanted))
        return false;
    if (wanted.fmt.pix.pixelformat != codeOfFour(format))
        throw Error(ErrorCode::SourceUnsupported, {name, "pixel-format:" + format});
    width = int(wanted.fmt.pix.width);
    height = int(wanted.fmt.pix.height);
    stride = int(wanted.fmt.pix.bytesperline);
    if (options.framesPerSecond > 0) {
        v4l2_streamparm rate {};
        rate.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        rate.parm.capture.timeperframe = {1000, __u32(std::clamp(options.framesPerSecond, 0.001, 1e6) * 1000 + 0.5)};
        file.ask(VIDIOC_S_PARM, rate);  // a camera of one rate refuses; facts() say what it is
    }
    return true;
}

bool V4l2Camera::Camera::begin()
{
    v4l2_requestbuffers request {};
    request.count = wantedBuffers;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (!file.ask(VIDIOC_REQBUFS, request) || request.count < 1)
        return false;
    for (__u32 i = 0; i < request.count; ++i) {
        v4l2_buffer buffer {};
        buffer.index = i;
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        buffer.memory = V4L2_MEMORY_MMAP;
        if (!file.ask(VIDIOC_QUERYBUF, buffer))
            return false;
        void* start = ::mmap(nullptr, buffer.length, PROT_READ, MAP_SHARED, file.number(), buffer.m.offset);
        if (start == MAP_FAILED)
            return false;
        buffers.push_back({start, buffer.length});
        if (!file.ask(VIDIOC_QBUF, buffer))
            return false;
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    last.reset();
    return file.ask(VIDIOC_STREAMON, type);
}

void V4l2Camera::Camera::stop() noexcept
{
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (buffers.empty())
        return;
    file.ask(VIDIOC_STREAMOFF, type);
    for (const Mapped& one : buffers)
        ::munmap(one.start, one.length);
    buffers.clear();
    v4l2_requestbuffers none {};
    none.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    none.memory = V4L2_MEMORY_MMAP;
    file.ask(VIDIOC_REQBUFS, none);
}

/// Nothing for one that came damaged.
std::optional<Frame> V4l2Camera::Camera::taken(const v4l2_buffer& buffer, const std::string& name) const
{
    if (buffer.index >= buffers.size() || (buffer.flags & V4L2_BUF_FLAG_ERROR) || buffer.bytesused == 0)
        return std::nullopt;
    const Mapped& mapped = buffers[buffer.index];
    const std::span bytes(
        static_cast<const std::uint8_t*>(mapped.start), std::min<std::size_t>(buffer.bytesused, mapped.length));
    try {
        Frame frame;
        frame.image = imageOfV4l2(format, width, height, stride, bytes, name);
        return frame;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::ImageTruncated && error.code() != ErrorCode::ImageCorrupt)
            throw;
        return std::nullopt;
    }
}

V4l2Camera::V4l2Camera(std::filesystem::path file, V4l2Options options)
    : m_file(std::move(file))
    , m_options(std::move(options))
{
    m_facts.name = m_file.string();
}

V4l2Camera::~V4l2Camera() = default;

void V4l2Camera::open(const std::stop_token& stop)
{
    close();
    if (stop.stop_requested())
        throw Cancelled();
    m_lost = 0;
    m_camera = std::make_unique<Camera>(m_file);
    v4l2_capability capability {};
    if (!m_camera->file.isOpen() || !m_camera->file.ask(VIDIOC_QUERYCAP, capability)) {
        const std::string reason = errno == ENOTTY ? "not-a-camera" : systemText();
        close();
        throw Error(ErrorCode::SourceUnavailable, {m_file.string(), reason});
    }
    if (!capturesPictures(capability)) {
        close();
        throw Error(ErrorCode::SourceUnavailable, {m_file.string(), "not-a-camera"});
    }
    m_facts.name = textOf(capability.card).empty() ? m_file.string() : textOf(capability.card);
    try {
        for (const auto& [key, value] : m_chosen)
            setControl(key, value);
        start();
    } catch (...) {
        close();
        throw;
    }
}

/// From the options, whatever ran before.
void V4l2Camera::start()
{
    Camera& camera = *m_camera;
    camera.stop();
    if (!camera.choose(m_options, m_facts.name))
        throw Error(ErrorCode::SourceUnavailable, {m_facts.name, systemText()});
    if (!camera.begin())
        throw Error(ErrorCode::SourceUnavailable, {m_facts.name, systemText()});
    m_facts.size = {camera.width, camera.height};
    m_facts.pixelFormat = camera.format;
    v4l2_streamparm rate {};
    rate.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    const bool said = camera.file.ask(VIDIOC_G_PARM, rate) && rate.parm.capture.timeperframe.numerator > 0;
    const v4l2_fract& time = rate.parm.capture.timeperframe;
    m_facts.framesPerSecond = said ? double(time.denominator) / time.numerator : 0;
}

std::optional<Frame> V4l2Camera::read(const std::stop_token& stop)
{
    if (!m_camera || m_camera->buffers.empty())
        throw Error(ErrorCode::SourceLost, {m_facts.name, "not-open"});
    Camera& camera = *m_camera;
    const auto end = Clock::now() + longestWait;
    do {
        if (stop.stop_requested())
            throw Cancelled();
        pollfd waiting {camera.file.number(), POLLIN, 0};
        const int ready = ::poll(&waiting, 1, slice);
        if (ready < 0 && errno != EINTR)
            throw Error(ErrorCode::SourceLost, {m_facts.name, systemText()});
        if (ready <= 0)
            continue;
        v4l2_buffer buffer {};
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        buffer.memory = V4L2_MEMORY_MMAP;
        if (!camera.file.ask(VIDIOC_DQBUF, buffer)) {
            if (errno == EAGAIN)
                continue;
            throw Error(ErrorCode::SourceLost, {m_facts.name, systemText()});  // ENODEV: unplugged
        }
        const auto arrived = Clock::now();
        if (camera.last && buffer.sequence > *camera.last + 1)
            m_lost += buffer.sequence - *camera.last - 1;
        camera.last = buffer.sequence;
        std::optional<Frame> frame = camera.taken(buffer, m_facts.name);
        const bool monotonic = (buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) == V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
        // The kernel's monotonic clock is the one behind std::chrono::steady_clock here.
        const Clock::time_point kernel(
            std::chrono::seconds(buffer.timestamp.tv_sec) + std::chrono::microseconds(buffer.timestamp.tv_usec));
        if (!camera.file.ask(VIDIOC_QBUF, buffer))
            throw Error(ErrorCode::SourceLost, {m_facts.name, systemText()});
        if (!frame) {
            ++m_lost;
            continue;
        }
        frame->exposed
            = monotonic && kernel <= arrived && arrived - kernel < std::chrono::seconds(1) ? kernel : arrived;
        return frame;
    } while (Clock::now() < end);
    return std::nullopt;
}

void V4l2Camera::close() noexcept
{
    m_camera.reset();
}

SourceFacts V4l2Camera::facts() const
{
    return m_facts;
}

}  // namespace inference::sources
