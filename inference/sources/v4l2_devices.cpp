#include "sources/v4l2.h"

#include "sources/v4l2_p.h"
#include "sources/v4l2_pixels.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace inference::sources {
namespace {

constexpr std::size_t greatestModes = 1000;
constexpr __u32 greatestIndex = 256;  // of one list: a driver that never ends it

double rateOf(const v4l2_fract& interval)
{
    return interval.numerator ? double(interval.denominator) / interval.numerator : 0;
}

std::vector<double> ratesOf(const V4l2File& device, __u32 format, Size size)
{
    std::vector<double> rates;
    v4l2_frmivalenum one {};
    one.pixel_format = format;
    one.width = __u32(size.width);
    one.height = __u32(size.height);
    for (one.index = 0; one.index < greatestIndex && device.ask(VIDIOC_ENUM_FRAMEINTERVALS, one); ++one.index) {
        if (one.type == V4L2_FRMIVAL_TYPE_DISCRETE) {
            rates.push_back(rateOf(one.discrete));
            continue;
        }
        rates = {rateOf(one.stepwise.max), rateOf(one.stepwise.min)};
        break;
    }
    return rates;
}

std::vector<Size> sizesOf(const V4l2File& device, __u32 format)
{
    std::vector<Size> sizes;
    v4l2_frmsizeenum one {};
    one.pixel_format = format;
    for (one.index = 0; one.index < greatestIndex && device.ask(VIDIOC_ENUM_FRAMESIZES, one); ++one.index) {
        if (one.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
            sizes.push_back({int(one.discrete.width), int(one.discrete.height)});
            continue;
        }
        sizes = {{int(one.stepwise.min_width), int(one.stepwise.min_height)},
            {int(one.stepwise.max_width), int(one.stepwise.max_height)}};
        break;
    }
    return sizes;
}

std::optional<V4l2Device> deviceOf(const std::filesystem::path& file)
{
    const V4l2File device(file.c_str());
    v4l2_capability capability {};
    if (!device.isOpen() || !device.ask(VIDIOC_QUERYCAP, capability) || !capturesPictures(capability))
        return std::nullopt;
    V4l2Device found {file, textOf(capability.card), textOf(capability.bus_info), {}};
    v4l2_fmtdesc format {};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    for (format.index = 0; format.index < greatestIndex && device.ask(VIDIOC_ENUM_FMT, format); ++format.index) {
        const std::string name = fourCharacters(format.pixelformat);
        if (std::ranges::find(readV4l2Formats(), name) == readV4l2Formats().end())
            continue;
        for (const Size& size : sizesOf(device, format.pixelformat))
            if (found.modes.size() < greatestModes)
                found.modes.push_back({name, size, ratesOf(device, format.pixelformat, size)});
    }
    return found.modes.empty() ? std::nullopt : std::optional(found);
}

/// The number of "video12"; nothing for other names.
std::optional<int> numberOf(const std::string& name)
{
    constexpr std::string_view start = "video";
    int number = 0;
    const char* end = name.data() + name.size();
    if (!name.starts_with(start) || name.size() > 10)
        return std::nullopt;
    const auto [rest, failed] = std::from_chars(name.data() + start.size(), end, number);
    return failed == std::errc() && rest == end && number >= 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

std::vector<V4l2Device> v4l2Devices(const std::filesystem::path& folder)
{
    std::vector<std::pair<int, std::filesystem::path>> files;
    std::error_code failed;
    for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed))
        if (const auto number = numberOf(entry->path().filename().string()); number && entry->is_character_file(failed))
            files.emplace_back(*number, entry->path());
    std::ranges::sort(files);
    std::vector<V4l2Device> devices;
    for (const auto& [number, file] : files)
        if (auto device = deviceOf(file))
            devices.push_back(std::move(*device));
    return devices;
}

}  // namespace inference::sources
