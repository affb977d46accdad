#include "sources/v4l2.h"

#include "core/error.h"
#include "sources/v4l2_p.h"
#include "sources/v4l2_pixels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <system_error>

#include <poll.h>
#include <sys/mman.h>

namespace inference::sources {
namespace {

constexpr __u32 wantedBuffers = 4;
constexpr std::chrono::milliseconds longestWait {250};  // of one read()
constexpr int slice = 10;                               // ms after which a read looks at `stop`

std::string systemText()
{
    return std::generic_category().message(errno);
}

/// Kernel's units of an exposure time: 100 µs.
constexpr double exposureUnit = 100;

std::optional<__u32> controlOf(const std::string& key)
{
    if (key == "exposure")
        return V4L2_CID_EXPOSURE_ABSOLUTE;
    if (key == "gain")
        return V4L2_CID_GAIN;
    return std::nullopt;
}

}  // namespace

struct V4l2Camera::Camera {
    explicit Camera(const std::filesystem::path& path)
        : file(path.c_str())
    {
    }
    ~Camera() { stop(); }

    struct Mapped {
        void* start = MAP_FAILED;
        std::size_t length = 0;
    };
    V4l2File file;
    std::string format;
    int width = 0, height = 0, stride = 0;
    std::vector<Mapped> buffers;
    std::optional<__u32> last;  ///< number of the last picture

    bool choose(const V4l2Options& options);
    bool begin();
    void stop() noexcept;
    std::vector<std::string> formats() const;
};

std::vector<std::string> V4l2Camera::Camera::formats() const
{
    std::vector<std::string> names;
    v4l2_fmtdesc one {};
    one.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    for (one.index = 0; one.index < 256 && file.ask(VIDIOC_ENUM_FMT, one); ++one.index)
        names.push_back(fourCharacters(one.pixelformat));
    return names;
}

/// Sets form, size and rate; false: the driver refuses. `format` becomes empty when there is none that is read.
bool V4l2Camera::Camera::choose(const V4l2Options& options)
{
    const std::vector<std::string> there = formats();
    format = options.format;
    for (const std::string& name : readV4l2Formats())
        if (format.empty() && std::ranges::find(there, name) != there.end())
            format = name;
    const auto& read = readV4l2Formats();
    if (std::ranges::find(read, format) == read.end() || std::ranges::find(there, format) == there.end()) {
        format.clear();
        return true;
    }
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
        format.clear();
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
    if (!camera.choose(m_options))
        throw Error(ErrorCode::SourceUnavailable, {m_facts.name, systemText()});
    if (camera.format.empty())
        throw Error(ErrorCode::SourceUnsupported, {m_facts.name, "pixel-format:" + m_options.format});
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
        std::optional<Frame> frame;
        const bool whole = buffer.index < camera.buffers.size() && !(buffer.flags & V4L2_BUF_FLAG_ERROR) && buffer.bytesused > 0;
        if (whole) {
            const Camera::Mapped& mapped = camera.buffers[buffer.index];
            const std::size_t size = std::min<std::size_t>(buffer.bytesused, mapped.length);
            try {
                frame.emplace();
                frame->image = imageOfV4l2(camera.format, camera.width, camera.height, camera.stride,
                    {static_cast<const std::uint8_t*>(mapped.start), size}, m_facts.name);
            } catch (const Error& error) {
                if (error.code() != ErrorCode::ImageTruncated && error.code() != ErrorCode::ImageCorrupt)
                    throw;
                frame.reset();
            }
        }
        const bool monotonic = (buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) == V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
        // The kernel's monotonic clock is the one behind std::chrono::steady_clock here.
        const Clock::time_point kernel(std::chrono::seconds(buffer.timestamp.tv_sec) + std::chrono::microseconds(buffer.timestamp.tv_usec));
        if (!camera.file.ask(VIDIOC_QBUF, buffer))
            throw Error(ErrorCode::SourceLost, {m_facts.name, systemText()});
        if (!frame) {
            ++m_lost;
            continue;
        }
        frame->exposed = monotonic && kernel <= arrived && arrived - kernel < std::chrono::seconds(1) ? kernel : arrived;
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

std::vector<Setting> V4l2Camera::settings()
{
    if (!m_camera)
        throw Error(ErrorCode::SourceLost, {m_facts.name, "not-open"});
    std::vector<Setting> found;
    for (const char* key : {"exposure", "gain"}) {
        v4l2_queryctrl range {};
        v4l2_control present {};
        range.id = present.id = *controlOf(key);
        if (!m_camera->file.ask(VIDIOC_QUERYCTRL, range) || (range.flags & V4L2_CTRL_FLAG_DISABLED)
            || !m_camera->file.ask(VIDIOC_G_CTRL, present))
            continue;
        const bool time = range.id == V4L2_CID_EXPOSURE_ABSOLUTE;
        const double unit = time ? exposureUnit : 1;
        found.push_back({key, time ? "µs" : "", present.value * unit, range.minimum * unit, range.maximum * unit});
    }
    found.push_back({"width", "px", double(m_facts.size.width), 1, 16384});
    found.push_back({"height", "px", double(m_facts.size.height), 1, 16384});
    if (m_facts.framesPerSecond > 0)
        found.push_back({"fps", "1/s", m_facts.framesPerSecond, 1, 1000});
    return found;
}

double V4l2Camera::set(const std::string& key, double value)
{
    if (!m_camera)
        throw Error(ErrorCode::SourceLost, {m_facts.name, "not-open"});
    if (!std::isfinite(value))
        throw Error(ErrorCode::BadInput, {key});
    if (controlOf(key)) {
        const double became = setControl(key, value);
        std::erase_if(m_chosen, [&](const auto& one) { return one.first == key; });
        m_chosen.emplace_back(key, became);
        return became;
    }
    V4l2Options changed = m_options;
    changed.size = m_facts.size;
    if (key == "width")
        changed.size.width = int(std::clamp(value, 1.0, 16384.0));
    else if (key == "height")
        changed.size.height = int(std::clamp(value, 1.0, 16384.0));
    else if (key == "fps")
        changed.framesPerSecond = std::clamp(value, 1.0, 1000.0);
    else
        throw Error(ErrorCode::SourceUnsupported, {m_facts.name, "setting:" + key});
    m_options = changed;
    start();
    return key == "width" ? m_facts.size.width : key == "height" ? m_facts.size.height : m_facts.framesPerSecond;
}

double V4l2Camera::setControl(const std::string& key, double value)
{
    const V4l2File& file = m_camera->file;
    v4l2_queryctrl range {};
    range.id = *controlOf(key);
    if (!file.ask(VIDIOC_QUERYCTRL, range) || (range.flags & V4L2_CTRL_FLAG_DISABLED))
        throw Error(ErrorCode::SourceUnsupported, {m_facts.name, "setting:" + key});
    double unit = 1;
    if (key == "exposure") {
        unit = exposureUnit;
        v4l2_control manual {V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_MANUAL};
        file.ask(VIDIOC_S_CTRL, manual);  // a camera without automatic exposure has no such control
    }
    v4l2_control control {};
    control.id = range.id;
    const double step = std::max(1, range.step);
    control.value = int(range.minimum + step * std::round((std::clamp(value / unit, double(range.minimum), double(range.maximum)) - range.minimum) / step));
    control.value = std::min(control.value, range.maximum);
    if (!file.ask(VIDIOC_S_CTRL, control) || !file.ask(VIDIOC_G_CTRL, control))
        throw Error(ErrorCode::SourceLost, {m_facts.name, systemText()});
    return control.value * unit;
}

}  // namespace inference::sources
