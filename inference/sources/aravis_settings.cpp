// What can be set of a GenICam camera.
#include "sources/aravis_p.h"

#include <algorithm>
#include <cmath>

namespace inference::sources {
namespace {

/// To the nearest that a whole number between both in steps can be.
int stepped(double value, int least, int greatest, int step)
{
    const double steps
        = std::floor((std::clamp(value, double(least), double(greatest)) - least) / std::max(1, step) + 0.5);
    const int most = (greatest - least) / std::max(1, step);
    return least + int(std::min(steps, double(most))) * std::max(1, step);
}

}  // namespace

std::vector<Setting> GenicamCamera::settings()
{
    Camera& open = camera();
    ArvCamera* const arv = open.arv();
    std::vector<Setting> found;
    AravisFailure failure;
    double least = 0, greatest = 0;
    if (arv_camera_is_exposure_time_available(arv, failure)) {
        arv_camera_get_exposure_time_bounds(arv, &least, &greatest, failure);
        found.push_back({"exposure", "µs", arv_camera_get_exposure_time(arv, failure), least, greatest});
    }
    if (arv_camera_is_gain_available(arv, failure)) {
        arv_camera_get_gain_bounds(arv, &least, &greatest, failure);
        found.push_back({"gain", "dB", arv_camera_get_gain(arv, failure), least, greatest});
    }
    if (arv_camera_is_frame_rate_available(arv, failure)) {
        arv_camera_get_frame_rate_bounds(arv, &least, &greatest, failure);
        found.push_back({"fps", "1/s", arv_camera_get_frame_rate(arv, failure), least, greatest});
    }
    gint x = 0, y = 0, width = 0, height = 0, low = 0, high = 0;
    arv_camera_get_region(arv, &x, &y, &width, &height, failure);
    failure.orThrow(ErrorCode::SourceLost, open.name);
    arv_camera_get_width_bounds(arv, &low, &high, failure);
    found.push_back({"width", "px", double(width), double(low), double(high)});
    arv_camera_get_height_bounds(arv, &low, &high, failure);
    found.push_back({"height", "px", double(height), double(low), double(high)});
    if (open.isGigE())
        found.push_back({"packet_size", "bytes", double(arv_camera_gv_get_packet_size(arv, failure)), 576, 9000});
    failure.orThrow(ErrorCode::SourceLost, open.name);
    return found;
}

double GenicamCamera::set(const std::string& key, double value)
{
    Camera& open = camera();
    if (!std::isfinite(value))
        throw Error(ErrorCode::BadInput, {key});
    double became = 0;
    if (key == "width" || key == "height" || key == "packet_size")
        open.withoutStream([&] { became = open.set(key, value); });
    else
        became = open.set(key, value);
    open.updateFacts();
    std::erase_if(m_chosen, [&](const auto& one) { return one.first == key; });
    m_chosen.emplace_back(key, became);
    return became;
}

/// Width, height and packet size: while no stream runs.
double GenicamCamera::Camera::set(const std::string& key, double value)
{
    AravisFailure failure;
    double least = 0, greatest = 0, became = 0;
    gint x = 0, y = 0, width = 0, height = 0, low = 0, high = 0;
    if (key == "exposure" && arv_camera_is_exposure_time_available(arv(), failure)) {
        arv_camera_get_exposure_time_bounds(arv(), &least, &greatest, failure);
        arv_camera_set_exposure_time(arv(), std::clamp(value, least, std::max(least, greatest)), failure);
        failure.orThrow(ErrorCode::SourceLost, name);
        became = arv_camera_get_exposure_time(arv(), failure);
    } else if (key == "gain" && arv_camera_is_gain_available(arv(), failure)) {
        arv_camera_get_gain_bounds(arv(), &least, &greatest, failure);
        arv_camera_set_gain(arv(), std::clamp(value, least, std::max(least, greatest)), failure);
        failure.orThrow(ErrorCode::SourceLost, name);
        became = arv_camera_get_gain(arv(), failure);
    } else if (key == "fps" && arv_camera_is_frame_rate_available(arv(), failure)) {
        arv_camera_get_frame_rate_bounds(arv(), &least, &greatest, failure);
        arv_camera_set_frame_rate(arv(), std::clamp(value, least, std::max(least, greatest)), failure);
        failure.orThrow(ErrorCode::SourceLost, name);
        became = arv_camera_get_frame_rate(arv(), failure);
    } else if (key == "width" || key == "height") {
        const bool wide = key == "width";
        arv_camera_get_region(arv(), &x, &y, &width, &height, failure);
        const auto bounds = wide ? arv_camera_get_width_bounds : arv_camera_get_height_bounds;
        const auto increment = wide ? arv_camera_get_width_increment : arv_camera_get_height_increment;
        bounds(arv(), &low, &high, failure);
        failure.orThrow(ErrorCode::SourceLost, name);
        (wide ? width : height) = stepped(value, low, std::max(low, high), increment(arv(), failure));
        arv_camera_set_region(arv(), x, y, width, height, failure);
        failure.orThrow(ErrorCode::SourceLost, name);
        arv_camera_get_region(arv(), &x, &y, &width, &height, failure);
        became = wide ? width : height;
    } else if (key == "packet_size" && isGigE()) {
        arv_camera_gv_set_packet_size_adjustment(arv(), ARV_GV_PACKET_SIZE_ADJUSTMENT_NEVER);
        arv_camera_gv_set_packet_size(arv(), stepped(value, 576, 9000, 4), failure);
        failure.orThrow(ErrorCode::SourceLost, name);
        became = arv_camera_gv_get_packet_size(arv(), failure);
    } else {
        throw Error(ErrorCode::SourceUnsupported, {name, "setting:" + key});
    }
    failure.orThrow(ErrorCode::SourceLost, name);
    return became;
}

}  // namespace inference::sources
