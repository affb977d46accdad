#pragma once

#include "core/error.h"
#include "sources/aravis.h"
#include "sources/device_clock.h"

#include <arv.h>

#include <atomic>
#include <functional>
#include <memory>

/// Private to the .cpp files of Aravis.
namespace inference::sources {

/// What a call of Aravis says of its failure.
class AravisFailure {
public:
    AravisFailure() = default;
    ~AravisFailure() { g_clear_error(&m_error); }
    AravisFailure(const AravisFailure&) = delete;
    AravisFailure& operator=(const AravisFailure&) = delete;

    operator GError**()
    {
        g_clear_error(&m_error);
        return &m_error;
    }
    bool said() const { return m_error; }
    std::string text() const { return m_error && m_error->message ? m_error->message : "?"; }
    void orThrow(ErrorCode code, const std::string& name) const
    {
        if (m_error)
            throw Error(code, {name, text()});
    }

private:
    GError* m_error = nullptr;
};

struct UnrefObject {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename Object>
using Owned = std::unique_ptr<Object, UnrefObject>;

inline std::string textOf(const char* text)
{
    return text ? text : "";
}

/// The open camera.
struct GenicamCamera::Camera {
    std::string name;
    Owned<ArvCamera> camera;
    Owned<ArvStream> stream;
    std::atomic<bool> controlLost = false;
    gulong handler = 0;
    DeviceClock clock;
    SourceFacts facts;
    std::uint64_t lostBefore = 0;     ///< of streams that were closed for a setting
    std::uint64_t missingBefore = 0;
    std::uint64_t damaged = 0;        ///< complete to Aravis, and yet no picture

    Camera() = default;
    ~Camera()
    {
        stopStream();
        if (camera && handler)
            g_signal_handler_disconnect(arv_camera_get_device(camera.get()), handler);
    }

    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;

    ArvCamera* arv() const { return camera.get(); }
    bool isGigE() const { return arv_camera_is_gv_device(arv()); }
    static void onControlLost(ArvDevice*, gpointer self) { static_cast<Camera*>(self)->controlLost = true; }

    void connect(const std::string& id);
    void choosePixelFormat(const std::string& wanted);
    void chooseTrigger(const GenicamOptions& options);
    void startStream();
    void stopStream() noexcept;
    void withoutStream(const std::function<void()>& change);
    void updateFacts();
    std::uint64_t streamLost() const;
    std::uint64_t streamMissing() const;
    std::vector<std::string> formats();
    std::vector<std::string> lines();
    std::optional<Frame> take(ArvBuffer* buffer);
    double set(const std::string& key, double value);
};

}  // namespace inference::sources
