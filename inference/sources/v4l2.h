#pragma once

#include "sources/source.h"

#include <filesystem>

namespace inference::sources {

/// One form in which a camera gives its pictures.
struct V4l2Mode {
    std::string format;  ///< four characters, as V4L2 calls it: "YUYV", "MJPG"
    Size size;
    std::vector<double> framesPerSecond;  ///< that it offers; of a continuous range the ends; empty: it doesn't say
};

struct V4l2Device {
    std::filesystem::path file;  ///< "/dev/video0"
    std::string name;            ///< such as "HD Webcam C525"
    std::string bus;             ///< where it is plugged in
    std::vector<V4l2Mode> modes;  ///< those that are read (v4l2_pixels.h), at most 1000
};

/// The devices video0, video1, ... below `folder` that capture pictures in a form that is read, in order of their numbers. One that can't
/// be asked (no permission, gone meanwhile) is left out. Milliseconds; any thread; throws nothing but std::bad_alloc.
std::vector<V4l2Device> v4l2Devices(const std::filesystem::path& folder = "/dev");

struct V4l2Options {
    std::string format;          ///< empty: the first of MJPG, YUYV, ... that the camera has
    Size size;                   ///< 0 x 0: as the camera is set; otherwise the nearest that it offers
    double framesPerSecond = 0;  ///< 0: as the camera is set
};

/// A USB or built-in camera (UVC and whatever else has a driver of V4L2), by its kernel interface with mapped buffers: not through OpenCV's,
/// which waits ten seconds for a picture that doesn't come, hides the kernel's time and number of a picture and those that came damaged.
/// Keys of settings(), where the camera has them: "exposure" (µs; setting it turns automatic exposure off), "gain" (the driver's
/// unit), "fps", "width", "height"; the last three interrupt the pictures for a moment. They are set again when the camera comes back.
/// lost() counts numbers that the kernel left out, and pictures that came damaged. Frame::exposed is the kernel's time (start or end of
/// the transfer, as the driver does it), which counts by our clock; where the driver has none it is the time of arrival.
/// Throws Error(SourceUnavailable{file, system message, "not-a-camera", "no-stream"}), Error(SourceUnsupported{file, "pixel-format:..."}).
class V4l2Camera : public Source {
public:
    explicit V4l2Camera(std::filesystem::path file, V4l2Options options = {});
    ~V4l2Camera() override;

    void open(const std::stop_token& stop) override;
    std::optional<Frame> read(const std::stop_token& stop) override;
    void close() noexcept override;
    SourceFacts facts() const override;
    std::uint64_t lost() const override { return m_lost; }
    std::vector<Setting> settings() override;
    double set(const std::string& key, double value) override;

private:
    struct Camera;
    void start();
    double setControl(const std::string& key, double value);

    const std::filesystem::path m_file;
    V4l2Options m_options;
    std::vector<std::pair<std::string, double>> m_chosen;  // controls, by set()
    std::unique_ptr<Camera> m_camera;
    SourceFacts m_facts;
    std::uint64_t m_lost = 0;
};

}  // namespace inference::sources
