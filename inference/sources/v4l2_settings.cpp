// What can be set of a V4L2 camera.
#include "sources/v4l2_camera_p.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace inference::sources {
namespace {

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
    control.value = int(range.minimum
        + step
            * std::round(
                (std::clamp(value / unit, double(range.minimum), double(range.maximum)) - range.minimum) / step));
    control.value = std::min(control.value, range.maximum);
    if (!file.ask(VIDIOC_S_CTRL, control) || !file.ask(VIDIOC_G_CTRL, control))
        throw Error(ErrorCode::SourceLost, {m_facts.name, systemText()});
    return control.value * unit;
}

}  // namespace inference::sources
