#include "sources/aravis_p.h"

#include "sources/genicam_pixels.h"
#include "sources/left_behind_p.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <string_view>

namespace inference::sources {
namespace {

constexpr int buffers = 8;
constexpr std::chrono::milliseconds longestWait {250};  // of one read()
constexpr std::chrono::milliseconds patience {500};     // with a camera that is closed
constexpr std::chrono::milliseconds slice {5};          // after which a read looks at `stop`

/// Aravis keeps one list of devices for the process.
std::mutex& listMutex()
{
    static std::mutex mutex;
    return mutex;
}

}  // namespace

bool hasAravis() noexcept
{
    return true;
}

std::vector<GenicamDevice> genicamDevices()
{
    const std::lock_guard lock(listMutex());
    arv_update_device_list();
    std::vector<GenicamDevice> devices;
    const unsigned count = std::min(arv_get_n_devices(), 1000u);
    for (unsigned i = 0; i < count; ++i)
        devices.push_back({textOf(arv_get_device_id(i)), textOf(arv_get_device_vendor(i)),
            textOf(arv_get_device_model(i)), textOf(arv_get_device_serial_nbr(i)), textOf(arv_get_device_address(i)),
            textOf(arv_get_device_protocol(i))});
    std::ranges::sort(devices, {}, &GenicamDevice::id);
    return devices;
}

void GenicamCamera::Camera::connect(const std::string& id)
{
    AravisFailure failure;
    {
        const std::lock_guard lock(listMutex());
        camera.reset(arv_camera_new(id.c_str(), failure));
    }
    failure.orThrow(ErrorCode::SourceUnavailable, id);
    if (!camera)
        throw Error(ErrorCode::SourceUnavailable, {id, "not-there"});
    handler = g_signal_connect(arv_camera_get_device(arv()), "control-lost", G_CALLBACK(onControlLost), this);
    const std::string model = textOf(arv_camera_get_model_name(arv(), failure));
    const std::string serial = textOf(arv_camera_get_device_serial_number(arv(), failure));
    name = model.empty() ? id : serial.empty() ? model : model + ' ' + serial;
}

std::vector<std::string> GenicamCamera::Camera::formats()
{
    AravisFailure failure;
    guint count = 0;
    const char** names = arv_camera_dup_available_pixel_formats_as_strings(arv(), &count, failure);
    std::vector<std::string> read;
    for (guint i = 0; names && i < count; ++i)
        if (isReadPixelFormat(names[i]))
            read.emplace_back(names[i]);
    g_free(names);
    failure.orThrow(ErrorCode::SourceLost, name);
    return read;
}

void GenicamCamera::Camera::choosePixelFormat(const std::string& wanted)
{
    AravisFailure failure;
    std::string format = wanted;
    if (format.empty()) {
        const std::string present = textOf(arv_camera_get_pixel_format_as_string(arv(), failure));
        const auto all = formats();
        if (isReadPixelFormat(present))
            return;
        if (all.empty())
            throw Error(ErrorCode::SourceUnsupported, {name, "pixel-format:" + present});
        format = all.front();
    } else if (!isReadPixelFormat(format)) {
        throw Error(ErrorCode::SourceUnsupported, {name, "pixel-format:" + format});
    }
    arv_camera_set_pixel_format_from_string(arv(), format.c_str(), failure);
    if (failure.said())
        throw Error(ErrorCode::SourceUnsupported, {name, "pixel-format:" + format});
}

std::vector<std::string> GenicamCamera::Camera::lines()
{
    AravisFailure failure;
    guint count = 0;
    const char** names = arv_camera_dup_available_trigger_sources(arv(), &count, failure);
    std::vector<std::string> found;
    for (guint i = 0; names && i < count; ++i)
        if (std::string_view(names[i]).starts_with("Line"))
            found.emplace_back(names[i]);
    g_free(names);
    return found;  // a camera without triggers has none
}

void GenicamCamera::Camera::chooseTrigger(const GenicamOptions& options)
{
    AravisFailure failure;
    if (options.trigger == GenicamOptions::Trigger::FreeRun) {
        arv_camera_clear_triggers(arv(), failure);  // a camera without any has nothing to clear
    } else {
        std::string source = options.line;
        if (options.trigger == GenicamOptions::Trigger::Software)
            source = "Software";
        else if (const auto all = lines(); source.empty() && !all.empty())
            source = all.front();
        arv_camera_set_trigger(arv(), source.c_str(), failure);
        if (failure.said())
            throw Error(ErrorCode::SourceUnsupported, {name, "trigger"});
    }
    facts.triggered = options.trigger != GenicamOptions::Trigger::FreeRun;
}

void GenicamCamera::Camera::startStream()
{
    AravisFailure failure;
    arv_camera_set_acquisition_mode(arv(), ARV_ACQUISITION_MODE_CONTINUOUS, failure);
    const guint payload = arv_camera_get_payload(arv(), failure);
    failure.orThrow(ErrorCode::SourceLost, name);
    stream.reset(arv_camera_create_stream(arv(), nullptr, nullptr, failure));
    failure.orThrow(ErrorCode::SourceUnavailable, name);
    if (!stream || payload == 0 || payload > 2'000'000'000u)
        throw Error(ErrorCode::SourceUnavailable, {name, "no-stream"});
    for (int i = 0; i < buffers; ++i)
        arv_stream_push_buffer(stream.get(), arv_buffer_new_allocate(payload));
    arv_camera_start_acquisition(arv(), failure);
    failure.orThrow(ErrorCode::SourceUnavailable, name);
    updateFacts();
}

void GenicamCamera::Camera::stopStream() noexcept
{
    if (!stream)
        return;
    lostBefore += streamLost();
    missingBefore += streamMissing();
    AravisFailure ignored;
    if (!controlLost)
        arv_camera_stop_acquisition(arv(), ignored);
    stream.reset();
}

void GenicamCamera::Camera::withoutStream(const std::function<void()>& change)
{
    stopStream();
    try {
        change();
    } catch (const Error&) {
        startStream();
        throw;
    }
    startStream();
}

void GenicamCamera::Camera::updateFacts()
{
    AravisFailure failure;
    gint x = 0, y = 0;
    arv_camera_get_region(arv(), &x, &y, &facts.size.width, &facts.size.height, failure);
    facts.name = name;
    facts.pixelFormat = textOf(arv_camera_get_pixel_format_as_string(arv(), failure));
    const bool hasRate = arv_camera_is_frame_rate_available(arv(), failure);
    const double rate = hasRate ? arv_camera_get_frame_rate(arv(), failure) : 0;
    facts.framesPerSecond = !failure.said() && std::isfinite(rate) && rate > 0 ? rate : 0;
}

std::uint64_t GenicamCamera::Camera::streamLost() const
{
    guint64 completed = 0, failures = 0, underruns = 0;
    arv_stream_get_statistics(stream.get(), &completed, &failures, &underruns);
    return failures + underruns;
}

std::uint64_t GenicamCamera::Camera::streamMissing() const
{
    guint64 resent = 0, missing = 0;
    if (ARV_IS_GV_STREAM(stream.get()))
        arv_gv_stream_get_statistics(ARV_GV_STREAM(stream.get()), &resent, &missing);
    return missing;
}

/// Nothing for one that came incomplete: Aravis counts it.
std::optional<Frame> GenicamCamera::Camera::take(ArvBuffer* buffer)
{
    if (arv_buffer_get_status(buffer) != ARV_BUFFER_STATUS_SUCCESS)
        return std::nullopt;
    const auto arrived = Clock::now();
    size_t size = 0;
    const void* data = arv_buffer_get_image_data(buffer, &size);
    gint paddingX = 0, paddingY = 0;
    arv_buffer_get_image_padding(buffer, &paddingX, &paddingY);
    if (!data)
        return std::nullopt;
    Frame frame;
    try {
        frame.image = imageOfGenicam(arv_buffer_get_image_pixel_format(buffer), arv_buffer_get_image_width(buffer),
            arv_buffer_get_image_height(buffer), paddingX, {static_cast<const std::uint8_t*>(data), size}, name);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::ImageTruncated)
            throw;
        ++damaged;
        return std::nullopt;
    }
    frame.exposed = clock.exposed(arv_buffer_get_timestamp(buffer), arrived);
    return frame;
}

GenicamCamera::GenicamCamera(std::string id, GenicamOptions options)
    : m_id(std::move(id))
    , m_options(std::move(options))
{
}

GenicamCamera::~GenicamCamera()
{
    close();
}

GenicamCamera::Camera& GenicamCamera::camera() const
{
    if (!m_camera)
        throw Error(ErrorCode::SourceLost, {m_id, "not-open"});
    return *m_camera;
}

void GenicamCamera::open(const std::stop_token& stop)
{
    close();
    if (stop.stop_requested())
        throw Cancelled();
    auto camera = std::make_unique<Camera>();
    camera->connect(m_id);
    camera->choosePixelFormat(m_options.pixelFormat);
    camera->chooseTrigger(m_options);
    for (const auto& [key, value] : m_chosen)
        camera->set(key, value);
    camera->startStream();
    m_camera = std::move(camera);
}

std::optional<Frame> GenicamCamera::read(const std::stop_token& stop)
{
    Camera& open = camera();
    if (!open.stream)
        throw Error(ErrorCode::SourceLost, {open.name, "control-lost"});
    const auto end = Clock::now() + longestWait;
    do {
        if (stop.stop_requested())
            throw Cancelled();
        if (open.controlLost)
            throw Error(ErrorCode::SourceLost, {open.name, "control-lost"});
        const auto microseconds = guint64(std::chrono::microseconds(slice).count());
        ArvBuffer* buffer = arv_stream_timeout_pop_buffer(open.stream.get(), microseconds);
        if (!buffer)
            continue;
        // Back to the stream whatever becomes of it.
        const std::unique_ptr<ArvBuffer, std::function<void(ArvBuffer*)>> back(
            buffer, [&open](ArvBuffer* used) { arv_stream_push_buffer(open.stream.get(), used); });
        if (auto frame = open.take(buffer))
            return frame;
    } while (Clock::now() < end);
    return std::nullopt;
}

void GenicamCamera::close() noexcept
{
    if (!m_camera)
        return;
    std::shared_ptr<Camera> camera(std::move(m_camera));
    try {
        LeftBehind::instance().runAndWait([camera = std::move(camera)] {}, patience);
    } catch (const std::exception&) {  // no thread: then here
    }
}

SourceFacts GenicamCamera::facts() const
{
    if (m_camera)
        return m_camera->facts;
    SourceFacts facts;
    facts.name = m_id;
    facts.triggered = m_options.trigger != GenicamOptions::Trigger::FreeRun;
    return facts;
}

std::uint64_t GenicamCamera::lost() const
{
    return m_camera && m_camera->stream ? m_camera->lostBefore + m_camera->streamLost() + m_camera->damaged : 0;
}

std::uint64_t GenicamCamera::missingPackets() const
{
    return m_camera && m_camera->stream ? m_camera->missingBefore + m_camera->streamMissing() : 0;
}

std::vector<std::string> GenicamCamera::pixelFormats()
{
    return camera().formats();
}

std::vector<std::string> GenicamCamera::triggerLines()
{
    return camera().lines();
}

void GenicamCamera::trigger()
{
    Camera& open = camera();
    if (m_options.trigger != GenicamOptions::Trigger::Software)
        throw Error(ErrorCode::SourceUnsupported, {open.name, "trigger"});
    AravisFailure failure;
    arv_camera_software_trigger(open.arv(), failure);
    failure.orThrow(ErrorCode::SourceLost, open.name);
}

}  // namespace inference::sources
