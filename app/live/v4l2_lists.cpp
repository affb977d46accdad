#include "app/live/v4l2_lists.h"

#include "sources/v4l2_pixels.h"

#include <algorithm>

namespace app {

using inference::Size;
using inference::sources::V4l2Device;
using inference::sources::V4l2Mode;

namespace {

template <typename Value>
void addOnce(std::vector<Value>& list, const Value& value)
{
    if (std::ranges::find(list, value) == list.end())
        list.push_back(value);
}

}  // namespace

std::string firstFormat(const V4l2Device& device)
{
    const auto has = [&](const std::string& format) {
        return std::ranges::find(device.modes, format, &V4l2Mode::format) != device.modes.end();
    };
    const auto& wanted = inference::sources::readV4l2Formats();
    const auto found = std::ranges::find_if(wanted, has);
    return found == wanted.end() ? std::string() : *found;
}

std::vector<std::string> formatsOf(const V4l2Device& device)
{
    std::vector<std::string> formats;
    for (const V4l2Mode& mode : device.modes)
        addOnce(formats, mode.format);
    return formats;
}

std::vector<Size> sizesOf(const V4l2Device& device, const std::string& format)
{
    const std::string meant = format.empty() ? firstFormat(device) : format;
    std::vector<Size> sizes;
    for (const V4l2Mode& mode : device.modes)
        if (mode.format == meant)
            addOnce(sizes, mode.size);
    std::ranges::stable_sort(sizes, std::ranges::greater(), [](Size size) { return std::int64_t(size.width) * size.height; });
    return sizes;
}

std::vector<double> ratesOf(const V4l2Device& device, const std::string& format, Size size)
{
    const std::string meant = format.empty() ? firstFormat(device) : format;
    std::vector<double> rates;
    for (const V4l2Mode& mode : device.modes)
        if (mode.format == meant && (size == Size {} || mode.size == size))
            for (const double rate : mode.framesPerSecond)
                addOnce(rates, rate);
    std::ranges::sort(rates, std::ranges::greater());
    return rates;
}

}  // namespace app
