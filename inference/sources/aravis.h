#pragma once

#include "sources/source.h"

namespace inference::sources {

/// Whether this program was built with Aravis. Without it genicamDevices() is empty and open() throws Error(SourceUnsupported{id, "aravis"}).
bool hasAravis() noexcept;

struct GenicamDevice {
    std::string id;  ///< what GenicamCamera is opened by
    std::string vendor, model, serial;
    std::string address;   ///< of GigE Vision; of USB3 Vision what Aravis says
    std::string protocol;  ///< "GigEVision", "USB3Vision", "Fake"
};

/// The cameras that answer now, in order of their ids. Takes a second. Any thread, one at a time (guarded). At most 1000.
std::vector<GenicamDevice> genicamDevices();

struct GenicamOptions {
    enum class Trigger { FreeRun, Software, Hardware };
    Trigger trigger = Trigger::FreeRun;
    std::string line;         ///< of Hardware: as the camera calls its input; empty: the first of triggerLines()
    std::string pixelFormat;  ///< empty: the one the camera is set to, or else the first that is read (genicam_pixels.h)
};

/// A GigE Vision or USB3 Vision camera through Aravis. Keys of settings(), where the camera has them: "exposure" (µs), "gain" (dB, or what
/// the camera counts in), "fps", "width", "height", "packet_size" (bytes, GigE). The last three interrupt the pictures for a moment. What
/// a person set is set again when a lost camera comes back.
///
/// lost() counts pictures that came incomplete or found no buffer. Frame::exposed comes from the camera's own clock (device_clock.h).
/// A lost GigE camera is noticed by its missing heartbeat; a free-running one is silent before that. open() takes as long as the camera
/// needs to answer, some 1 s when it isn't there, and can't be interrupted meanwhile. close() waits for half a second; what a camera that is gone
/// holds up beyond that (Aravis tries for 7 to 9 s) goes on behind, and only the program's end waits for it.
/// Throws Error(SourceUnavailable{id, reason of Aravis}), Error(SourceUnsupported) with "aravis", "pixel-format:...", "trigger".
class GenicamCamera : public Source {
public:
    explicit GenicamCamera(std::string id, GenicamOptions options = {});
    ~GenicamCamera() override;

    void open(const std::stop_token& stop) override;
    std::optional<Frame> read(const std::stop_token& stop) override;
    void close() noexcept override;
    SourceFacts facts() const override;
    std::uint64_t lost() const override;
    std::vector<Setting> settings() override;
    double set(const std::string& key, double value) override;
    void trigger() override;

    /// Those that the open camera has and this program reads.
    std::vector<std::string> pixelFormats();
    /// The inputs of the open camera that can trigger it, such as "Line0".
    std::vector<std::string> triggerLines();
    /// Of the open camera, GigE: packets that never arrived, asked for again ones left out.
    std::uint64_t missingPackets() const;

private:
    struct Camera;
    Camera& camera() const;

    const std::string m_id;
    const GenicamOptions m_options;
    std::vector<std::pair<std::string, double>> m_chosen;  // by set(), in order
    std::unique_ptr<Camera> m_camera;
};

}  // namespace inference::sources
